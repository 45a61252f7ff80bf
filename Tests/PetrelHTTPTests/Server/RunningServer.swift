import Foundation
import Logging
import PetrelBus
import PetrelHTTP
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
import TemporaryFolders

/// A server on a free port, over a small cloud.
struct RunningServer: Sendable {
    let world: World
    let address: ServerAddress

    /// A server for as long as `body` takes; the cloud is everybody's unless it is given.
    static func run(
        over world: World? = nil, adding commands: [APICommand] = [],
        _ adjust: (inout ServerSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (RunningServer) async throws -> Void
    ) async throws {
        let world = if let world { world } else { try await World.shared.value }
        let server = try world.server(adding: commands, adjust)
        try await withThrowingTaskGroup { group in
            let (addresses, bound) = AsyncStream<ServerAddress>.makeStream()
            group.addTask { try await server.run { bound.yield($0) } }
            group.addTask {
                for await address in addresses {
                    return try await body(RunningServer(world: world, address: address))
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    func signed(_ query: String) -> String { world.signed(query) }
}

/// What a server serves: a cloud that runs until the tests are over.
struct World: Sendable {
    let cloud: Cloud
    let credentials: DemoCloud.Credentials

    /// One for all tests that leave it as it is.
    static let shared = Task { try await open() }

    static func open() async throws -> World {
        let folder = try TemporaryFolders.make("http")
        let ledger = try SQLiteLedger(path: folder.appending(path: "petrel.db").path)
        var options = SimulatorAgent.Options()
        options.latency = .zero ... .zero
        let cloud = try await Cloud.open(
            ledger: ledger, bus: EventBus(), agent: SimulatorAgent(options))
        var size = DemoCloud.Size()
        size.hosts = 2
        size.publicAddresses = 4
        guard let credentials = try await DemoCloud.prepare(cloud, size: size) else {
            throw CancellationError()
        }
        Task { try await cloud.run() }
        return World(cloud: cloud, credentials: credentials)
    }

    /// A server on a free port, not started.
    func server(
        adding commands: [APICommand] = [], _ adjust: (inout ServerSettings) -> Void = { _ in }
    ) throws -> PetrelServer {
        var settings = ServerSettings()
        settings.port = 0
        // A busy machine makes slow clients of all tests; those that are about slow clients say so.
        settings.limits.headerTime = .seconds(120)
        settings.limits.bodyTime = .seconds(120)
        adjust(&settings)
        return PetrelServer(
            cloud: cloud, registry: try CommandRegistry(cloud.commands + commands),
            settings: settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A query that the administrator signed, for a request's target.
    func signed(_ query: String) -> String {
        let all = "\(query)&response=json&apiKey=\(credentials.apiKey)"
        return "/client/api?" + all + "&signature="
            + ClientSignature.encoded(of: all, secret: credentials.secretKey)
    }
}
