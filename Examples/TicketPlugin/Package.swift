// swift-tools-version: 6.2
import PackageDescription

// A package of your own: the plug-in, a program that runs it beside Petrel's own plug-ins, and the tests.
// Outside of this repository the dependency is `.package(url: "https://…/petrel.git", from: "0.1.0")`.
let package = Package(
    name: "ticket-plugin",
    dependencies: [.package(name: "petrel", path: "../..")],
    targets: [
        .target(
            name: "TicketPlugin",
            dependencies: [
                .product(name: "PetrelBus", package: "petrel"),
                .product(name: "PetrelCloud", package: "petrel"),
                .product(name: "PetrelLedger", package: "petrel"),
                .product(name: "PetrelPlugin", package: "petrel"),
            ]),
        .executableTarget(
            name: "petrel-tickets",
            dependencies: [
                "TicketPlugin",
                .product(name: "PetrelProgram", package: "petrel"),
                .product(name: "PetrelUsage", package: "petrel"),
            ]),
        .testTarget(
            name: "TicketPluginTests",
            dependencies: [
                "TicketPlugin",
                .product(name: "PetrelCloud", package: "petrel"),
                .product(name: "PetrelLedger", package: "petrel"),
                .product(name: "PetrelServerTesting", package: "petrel"),
                .product(name: "PetrelPlugin", package: "petrel"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
