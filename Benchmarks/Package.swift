// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses the libraries ever builds it.
// `scripts/bench.sh` in the root builds, runs and writes the page.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "petrel-benchmarks",
    dependencies: [
        // The folder of a clone may have any name; the package is always called petrel here.
        .package(name: "petrel", path: "..")
    ],
    targets: [
        .target(name: "CLimits"),
        .target(name: "CAllocations"),
        .target(
            name: "BenchmarkEvents",
            dependencies: [.product(name: "PetrelBus", package: "petrel")],
            swiftSettings: strict),
        .executableTarget(
            name: "bench",
            dependencies: [
                "CLimits", "CAllocations", "BenchmarkEvents",
                .product(name: "PetrelBus", package: "petrel"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "notification-peer", path: "Peers/NotificationCenter", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
