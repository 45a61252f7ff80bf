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
        .library(name: "PetrelLedger", targets: ["PetrelLedger"]),
        .library(name: "PetrelServerTesting", targets: ["PetrelServerTesting"]),
        .library(name: "PetrelPlugin", targets: ["PetrelPlugin"]),
        .library(name: "PetrelUsage", targets: ["PetrelUsage"]),
        .library(name: "PetrelAMQP", targets: ["PetrelAMQP"]),
        .library(name: "PetrelProgram", targets: ["PetrelProgram"]),
        .library(name: "PetrelNotify", targets: ["PetrelNotify"]),
        .library(name: "PetrelNotifyTesting", targets: ["PetrelNotifyTesting"]),
        .executable(name: "petrel", targets: ["petrel"]),
    ],
    traits: [
        .trait(
            name: "Macros",
            description: "@Subscriber and @Subscribe; builds swift-syntax, which takes minutes."),
        .default(enabledTraits: []),
    ],
    dependencies: [
        .package(url: "https://github.com/swiftlang/swift-syntax.git", exact: "603.0.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1",
            traits: []),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0"),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
    ],
    targets: [
        .target(name: "CPetrelBus"),
        .target(name: "CSpawn"),
        .target(name: "PetrelBus", dependencies: ["CPetrelBus"], swiftSettings: strict),
        .target(name: "PetrelStates", swiftSettings: strict),
        .target(
            name: "PetrelCloud", dependencies: ["PetrelBus", "PetrelStates"], swiftSettings: strict),
        .target(
            name: "PetrelTesting", dependencies: ["PetrelBus", "PetrelStates", "PetrelCloud"],
            swiftSettings: strict),
        .target(
            name: "PetrelLedger",
            dependencies: [
                "PetrelBus", "PetrelStates", "PetrelCloud",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "PetrelPlugin",
            dependencies: [
                "PetrelBus", "PetrelStates", "PetrelCloud", "PetrelLedger",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "PetrelUsage",
            dependencies: [
                "PetrelBus", "PetrelStates", "PetrelCloud", "PetrelLedger", "PetrelPlugin",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "PetrelOrchestrator",
            dependencies: [
                "PetrelBus", "PetrelStates", "PetrelCloud", "PetrelLedger", "PetrelPlugin",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "_CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "PetrelHTTP",
            dependencies: [
                "PetrelBus", "PetrelStates", "PetrelCloud", "PetrelLedger", "PetrelPlugin",
                "PetrelOrchestrator",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "PetrelServerTesting",
            dependencies: [
                "PetrelBus", "PetrelStates", "PetrelCloud", "PetrelLedger", "PetrelPlugin",
                "PetrelTesting", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .systemLibrary(
            name: "CRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]),
        .target(
            name: "PetrelAMQP",
            dependencies: [
                "CRabbitMQ", "PetrelBus", "PetrelStates", "PetrelCloud", "PetrelLedger",
                "PetrelPlugin", .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(
            name: "PetrelNotify",
            dependencies: [
                "CCurl", "CSpawn", "PetrelBus", "PetrelStates", "PetrelCloud", "PetrelLedger",
                "PetrelPlugin", .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "PetrelNotifyTesting",
            dependencies: ["PetrelNotify", "PetrelCloud", "PetrelStates"], swiftSettings: strict),
        .target(
            name: "PetrelProgram",
            dependencies: [
                "PetrelBus", "PetrelStates", "PetrelCloud", "PetrelLedger", "PetrelPlugin",
                "PetrelOrchestrator", "PetrelHTTP",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        // The assembly: a plug-in that the server is to run is named here and in the one file there.
        .executableTarget(
            name: "petrel",
            dependencies: [
                "PetrelProgram", "PetrelPlugin", "PetrelUsage", "PetrelAMQP", "PetrelNotify",
            ],
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
        // Examples/TicketPlugin is a package of its own, as a stranger's would be; here the same files are built and
        // tested with everything else, without all dependencies a second time.
        .target(
            name: "TicketPlugin",
            dependencies: ["PetrelPlugin", "PetrelLedger", "PetrelCloud", "PetrelBus"],
            path: "Examples/TicketPlugin/Sources/TicketPlugin", swiftSettings: strict),
        .executableTarget(
            name: "petrel-tickets", dependencies: ["TicketPlugin", "PetrelProgram", "PetrelUsage"],
            path: "Examples/TicketPlugin/Sources/petrel-tickets", swiftSettings: strict),
        .testTarget(
            name: "TicketPluginTests",
            dependencies: [
                "TicketPlugin", "PetrelPlugin", "PetrelLedger", "PetrelCloud",
                "PetrelServerTesting",
            ],
            path: "Examples/TicketPlugin/Tests/TicketPluginTests", swiftSettings: strict),
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
        .target(
            name: "ChildProcesses", dependencies: ["CSpawn"], path: "Tests/ChildProcesses",
            swiftSettings: strict),
        .target(
            name: "TemporaryFolders", path: "Tests/TemporaryFolders", swiftSettings: strict),
        .executableTarget(
            name: "LedgerCrashWriter",
            dependencies: [
                "PetrelLedger", "PetrelServerTesting", "PetrelCloud",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/LedgerCrashWriter", swiftSettings: strict),
        .testTarget(
            name: "PetrelLedgerTests",
            dependencies: [
                "PetrelLedger", "PetrelCloud", "PetrelStates", "PetrelServerTesting",
                "LedgerCrashWriter", "PetrelTesting", "ChildProcesses",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PetrelPluginTests",
            dependencies: [
                "PetrelPlugin", "PetrelLedger", "PetrelCloud", "PetrelStates",
                "PetrelServerTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PetrelUsageTests",
            dependencies: [
                "PetrelUsage", "PetrelPlugin", "PetrelLedger", "PetrelCloud", "PetrelStates",
                "PetrelServerTesting", "PetrelTesting", "ChildProcesses",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "BrokerTesting", dependencies: ["PetrelAMQP", "ChildProcesses"],
            path: "Tests/BrokerTesting", swiftSettings: strict),
        .testTarget(
            name: "PetrelAMQPTests",
            dependencies: [
                "BrokerTesting", "ChildProcesses", "PetrelAMQP", "PetrelPlugin", "PetrelLedger",
                "PetrelCloud", "PetrelStates", "PetrelBus", "PetrelServerTesting", "PetrelTesting",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "channel-feeder",
            dependencies: ["PetrelNotify", "PetrelCloud", "PetrelStates"],
            path: "Tests/Receivers/Feeder", swiftSettings: strict),
        // The guide's receiver in Swift, which `scripts/test-receivers` sends to.
        .executableTarget(
            name: "swift-receiver",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/Receivers/Guide/SwiftReceiver"),
        .testTarget(
            name: "PetrelNotifyTests",
            dependencies: [
                "PetrelNotify", "PetrelPlugin", "PetrelLedger", "PetrelCloud", "PetrelStates",
                "PetrelBus", "PetrelServerTesting", "PetrelTesting", "PetrelNotifyTesting", "CCurl",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PetrelOrchestratorTests",
            dependencies: [
                "PetrelOrchestrator", "PetrelPlugin", "PetrelLedger", "PetrelCloud", "PetrelStates",
                "PetrelBus", "PetrelTesting", "TemporaryFolders",
            ],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "PetrelHTTPTests",
            dependencies: [
                "PetrelHTTP", "PetrelOrchestrator", "PetrelPlugin", "PetrelLedger", "PetrelCloud",
                "PetrelBus", "PetrelTesting", "TemporaryFolders",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "PetrelCommandTests",
            dependencies: [
                "petrel", "PetrelProgram", "PetrelPlugin", "PetrelUsage", "PetrelAMQP",
                "PetrelCloud", "BrokerTesting", "ChildProcesses",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
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

// The server's benchmarks are built only by `make bench-server`. They are here, not in a package of their own as the
// bus's are, so that the release build of the server's many dependencies serves both.
if Context.environment["PETREL_BENCH"] != nil {
    package.targets += [
        .systemLibrary(
            name: "CSQLite", path: "Benchmarks/Server/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]),
        .target(
            name: "BenchReport", path: "Benchmarks/Server/BenchReport", swiftSettings: strict),
        .executableTarget(
            name: "ledger-bench",
            dependencies: [
                "BenchReport", "CSQLite", "PetrelLedger", "PetrelServerTesting", "PetrelCloud",
                "PetrelStates",
            ],
            path: "Benchmarks/Server/LedgerBench", swiftSettings: strict),
        .executableTarget(
            name: "cloud-bench",
            dependencies: [
                "BenchReport", "PetrelLedger", "PetrelServerTesting", "PetrelCloud", "PetrelStates",
                "PetrelBus", "PetrelOrchestrator",
            ],
            path: "Benchmarks/Server/CloudBench", swiftSettings: strict),
        .executableTarget(
            name: "stream-bench",
            dependencies: [
                "BenchReport", "PetrelLedger", "PetrelCloud", "PetrelStates", "PetrelBus",
                "PetrelPlugin", "PetrelOrchestrator", "PetrelHTTP",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Benchmarks/Server/StreamBench", swiftSettings: strict),
        .executableTarget(
            name: "amqp-bench",
            dependencies: [
                "BenchReport", "CRabbitMQ", "PetrelAMQP", "PetrelPlugin", "PetrelLedger",
                "PetrelServerTesting", "PetrelCloud", "PetrelBus",
            ],
            path: "Benchmarks/Server/AMQPBench", swiftSettings: strict),
        .target(
            name: "CNotifyBench", dependencies: ["CCurl"],
            path: "Benchmarks/Server/CNotifyBench"),
        .executableTarget(
            name: "notify-bench",
            dependencies: [
                "BenchReport", "CNotifyBench", "ChildProcesses", "PetrelNotify", "PetrelPlugin",
                "PetrelLedger", "PetrelServerTesting", "PetrelCloud", "PetrelStates", "PetrelBus",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks/Server/NotifyBench", swiftSettings: strict),
        .executableTarget(
            name: "usage-bench",
            dependencies: [
                "BenchReport", "PetrelUsage", "PetrelPlugin", "PetrelLedger",
                "PetrelServerTesting", "PetrelCloud", "PetrelStates",
            ],
            path: "Benchmarks/Server/UsageBench", swiftSettings: strict),
    ]
}
