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
        let server = PetrelServer(
            cloud: cloud, registry: try CommandRegistry(cloud.commands), settings: settings,
            logger: logger)
        live.attach(server)
        try await run(cloud, server, until: stop) { address in
            // Nobody has the keys before this, so nothing that was promised can be thrown away.
            try first?.finish()
            try announcement.make(address)
        }
        await ledger.close()
        logger.info("stopped")
    }

    /// The cloud outlives the server, so that calls under way find it running.
    private func run(
        _ cloud: Cloud, _ server: PetrelServer, until stop: @escaping @Sendable () async -> Void,
        ready: @escaping @Sendable (ServerAddress) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await cloud.run() }
            group.addTask { try await serve(cloud, server, until: stop, ready: ready) }
            try await group.next()
            group.cancelAll()
            try await ignoringCancellation { try await group.waitForAll() }
        }
    }

    private func serve(
        _ cloud: Cloud, _ server: PetrelServer, until stop: @escaping @Sendable () async -> Void,
        ready: @escaping @Sendable (ServerAddress) async throws -> Void
    ) async throws {
        let isReady = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await server.run { address in
                    try await ready(address)
                    isReady.continuation.finish()
                }
            }
            group.addTask { await stop() }
            if configuration.demo.load {
                group.addTask {
                    for await _ in isReady.stream {}
                    try Task.checkCancellation()
                    try await DemoLoad(cloud, load).run()
                }
            }
            group.addTask { try await retain(cloud) }
            try await group.next()
            group.cancelAll()
            try await ignoringCancellation { try await group.waitForAll() }
        }
    }

    /// What is cancelled on purpose may say so.
    private func ignoringCancellation(_ body: () async throws -> Void) async throws {
        do { try await body() } catch is CancellationError {}
    }

    /// Lets old events go, now and every hour.
    private func retain(_ cloud: Cloud) async throws {
        guard case .atLeast(let age) = configuration.ledger.retention else {
            return try await Task.sleep(for: .seconds(Int64.max / 4))
        }
        while true {
            let dropped = try await cloud.ledger.dropEvents(before: .now.advanced(by: .zero - age))
            if dropped > 0 { logger.info("dropped old events", metadata: ["count": "\(dropped)"]) }
            try await Task.sleep(for: .seconds(3_600))
        }
    }
}
