internal import Foundation
internal import Logging
internal import PetrelBus
internal import PetrelCloud
internal import PetrelHTTP
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelPlugin

/// One server from its start to its end.
struct Serving: Sendable {
    let configuration: ServerConfiguration
    let live: LiveSettings
    let folder: DataFolder
    let readyFile: PrivateFile?
    let plugins: [any Plugin.Type]
    let logger: Logger

    /// Serves until `stop` says so, then ends what is under way.
    func run(until stop: @escaping @Sendable () async -> Void) async throws {
        readyFile?.remove()
        try folder.make()
        let first = try FirstStart.begin(folder)
        let ledger = try open()
        let cloud = try await Cloud.open(ledger: ledger, bus: EventBus(), agent: agent)
        let made = try await DemoCloud.prepare(cloud, size: size)
        let announcement = Announcement(
            folder: folder, readyFile: readyFile, isDemo: configuration.demo.load,
            access: try await access(cloud, made))
        defer { announcement.withdraw() }
        let registry = try CommandRegistry(cloud.commands)
        let host = try await host(ledger, cloud.bus, registry)
        let server = PetrelServer(
            cloud: cloud, registry: registry, settings: settings, logger: logger, plugins: host)
        live.attach(server, host)
        try await run(cloud, server, host, until: stop) { address in
            // Nobody has the keys before this, so nothing that was promised can be thrown away.
            try first?.finish()
            try announcement.make(address)
        }
        await ledger.close()
        logger.info("stopped")
    }

    /// The cloud outlives the plug-ins, and those the server, so that calls under way find both running and what they
    /// lead to is carried out before the end.
    private func run(
        _ cloud: Cloud, _ server: PetrelServer, _ host: PluginHost,
        until stop: @escaping @Sendable () async -> Void,
        ready: @escaping @Sendable (ServerAddress) async throws -> Void
    ) async throws {
        let (answers, answer) = AsyncStream<Void>.makeStream()
        try await together([
            { try await cloud.run() },
            {
                try await together([
                    {
                        // What plug-ins have to catch up with keeps nobody from the first answer.
                        for await _ in answers {}
                        try Task.checkCancellation()
                        try await host.run()
                    },
                    {
                        try await serve(cloud, server, until: stop) { address in
                            try await ready(address)
                            answer.finish()
                        }
                    },
                ])
            },
        ])
    }

    /// Runs all of them; when one ends, the others are told to, and this waits for them.
    private func together(_ parts: [@Sendable () async throws -> Void]) async throws {
        try await withThrowingTaskGroup { group in
            for part in parts { group.addTask { try await part() } }
            try await group.next()
            group.cancelAll()
            try await ignoringCancellation { try await group.waitForAll() }
        }
    }

    private func serve(
        _ cloud: Cloud, _ server: PetrelServer, until stop: @escaping @Sendable () async -> Void,
        ready: @escaping @Sendable (ServerAddress) async throws -> Void
    ) async throws {
        let (answers, answer) = AsyncStream<Void>.makeStream()
        try await together([
            {
                try await server.run { address in
                    try await ready(address)
                    answer.finish()
                }
            },
            { await stop() },
            {
                for await _ in answers {}
                try Task.checkCancellation()
                try await load(cloud)
            },
            { try await settleDown() },
            { try await retain(cloud) },
        ])
    }

    /// Tenants who are never quiet, where they are wished for.
    private func load(_ cloud: Cloud) async throws {
        guard configuration.demo.load else { return try await Self.untilCancelled() }
        try await DemoLoad(cloud, load).run()
    }

    /// Once plug-ins run, too, the start is over.
    private func settleDown() async throws {
        try await Task.sleep(for: .seconds(2))
        StartPages.giveBack()
        try await Self.untilCancelled()
    }

    private static func untilCancelled() async throws {
        try await Task.sleep(for: .seconds(Int64.max / 4))
    }

    /// What is cancelled on purpose may say so.
    private func ignoringCancellation(_ body: () async throws -> Void) async throws {
        do { try await body() } catch is CancellationError {}
    }

    /// Lets old events go, now and every hour.
    private func retain(_ cloud: Cloud) async throws {
        guard case .atLeast(let age) = configuration.ledger.retention else {
            return try await Self.untilCancelled()
        }
        while true {
            let dropped = try await cloud.ledger.dropEvents(before: .now.advanced(by: .zero - age))
            if dropped > 0 { logger.info("dropped old events", metadata: ["count": "\(dropped)"]) }
            try await Task.sleep(for: .seconds(3_600))
        }
    }
}
