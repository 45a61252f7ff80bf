// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

/// Every target of ours is held to the same rules: Swift 6 mode, explicit existentials and imports, no warnings.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "petrel",
    products: [
        .library(name: "PetrelBus", targets: ["PetrelBus"]),
        .library(name: "PetrelStates", targets: ["PetrelStates"]),
        .library(name: "PetrelCloud", targets: ["PetrelCloud"]),
        .library(name: "PetrelTesting", targets: ["PetrelTesting"]),
        .library(name: "PetrelMacros", targets: ["PetrelMacros"]),
    ],
    traits: [
        .trait(
            name: "Macros",
            description: "@Subscriber and @Subscribe; builds swift-syntax, which takes minutes."),
        .default(enabledTraits: []),
    ],
    dependencies: [
        .package(url: "https://github.com/swiftlang/swift-syntax.git", exact: "603.0.1")
    ],
    targets: [
        .target(name: "CPetrelBus"),
        .target(name: "PetrelBus", dependencies: ["CPetrelBus"], swiftSettings: strict),
        .target(name: "PetrelStates", swiftSettings: strict),
        .target(
            name: "PetrelCloud", dependencies: ["PetrelBus", "PetrelStates"], swiftSettings: strict),
        .target(
            name: "PetrelTesting", dependencies: ["PetrelBus", "PetrelStates", "PetrelCloud"],
            swiftSettings: strict),
        .macro(
            name: "PetrelMacrosPlugin",
            dependencies: [
                .product(
                    name: "SwiftSyntaxMacros", package: "swift-syntax",
                    condition: .when(traits: ["Macros"])),
                .product(
                    name: "SwiftCompilerPlugin", package: "swift-syntax",
                    condition: .when(traits: ["Macros"])),
            ],
            swiftSettings: strict),
        .target(
            name: "PetrelMacros",
            dependencies: [
                "PetrelBus",
                .target(name: "PetrelMacrosPlugin", condition: .when(traits: ["Macros"])),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "BusInTenLines", dependencies: ["PetrelBus"], path: "Examples/BusInTenLines",
            swiftSettings: strict),
        .executableTarget(
            name: "TicketQueue", dependencies: ["PetrelBus"], path: "Examples/TicketQueue",
            swiftSettings: strict),
        .executableTarget(
            name: "DoorLifecycle", dependencies: ["PetrelBus", "PetrelStates"],
            path: "Examples/DoorLifecycle", swiftSettings: strict),
        .testTarget(
            name: "PetrelBusTests", dependencies: ["PetrelBus", "PetrelTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "PetrelStatesTests", dependencies: ["PetrelStates", "PetrelTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "PetrelCloudTests",
            dependencies: ["PetrelCloud", "PetrelStates", "PetrelTesting"],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "PetrelTestingTests",
            dependencies: ["PetrelBus", "PetrelStates", "PetrelCloud", "PetrelTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "PetrelMacrosTests",
            dependencies: [
                "PetrelBus", "PetrelMacros", "PetrelTesting",
                .target(name: "PetrelMacrosPlugin", condition: .when(traits: ["Macros"])),
                .product(
                    name: "SwiftSyntaxMacroExpansion", package: "swift-syntax",
                    condition: .when(traits: ["Macros"])),
                .product(
                    name: "SwiftParser", package: "swift-syntax",
                    condition: .when(traits: ["Macros"])),
            ],
            swiftSettings: [
                // Without InternalImportsByDefault: what the macro adds to a public type needs a public import of the
                // bus, which the compiler calls unused before the macro has run.
                .enableUpcomingFeature("ExistentialAny"), .treatAllWarnings(as: .error),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// Only `make docs` asks for the documentation plug-in; nobody else fetches it.
if Context.environment["PETREL_DOCS"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/swiftlang/swift-docc-plugin.git", exact: "1.5.0"))
}

// A script that needs one test target in a build of its own names it, and nothing else is built for it.
if let only = Context.environment["PETREL_TESTS"] {
    package.targets.removeAll { $0.isTest && $0.name != only }
}
