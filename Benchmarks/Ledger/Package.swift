// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds the server builds it.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "petrel-ledger-benchmarks",
    dependencies: [
        // The folder of a clone may have any name; the package is always called petrel here.
        .package(name: "petrel", path: "../..")
    ],
    targets: [
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .executableTarget(
            name: "ledger-bench",
            dependencies: [
                "CSQLite",
                .product(name: "PetrelLedger", package: "petrel"),
                .product(name: "PetrelServerTesting", package: "petrel"),
                .product(name: "PetrelCloud", package: "petrel"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
