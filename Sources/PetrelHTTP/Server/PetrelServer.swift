internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOPosix
public import PetrelOrchestrator
public import PetrelPlugin
internal import ServiceLifecycle

/// The cloud on a socket: the query API and everything beside it.
///
/// ```swift
/// let server = PetrelServer(cloud: cloud, registry: registry, settings: settings, logger: logger)
/// try await server.run { address in print("listening on \(address)") }
/// ```
public struct PetrelServer: Sendable {
    let cloud: Cloud
    let registry: CommandRegistry
    let settings: ServerSettings
    let logger: Logger

    public init(
        cloud: Cloud, registry: CommandRegistry, settings: ServerSettings, logger: Logger
    ) {
        self.cloud = cloud
        self.registry = registry
        self.settings = settings
        self.logger = logger
    }

    /// Serves until the task is cancelled, then lets requests under way end and closes everything.
    ///
    /// `ready` is told the bound address once connections are accepted; when it throws, the server
    /// stops and throws the same. Commands that tell of the registry itself (`listApis`,
    /// `listCapabilities`) are added to it unless they are there.
    public func run(
        ready: @escaping @Sendable (ServerAddress) async throws -> Void
    ) async throws {
        try addDiscovery()
        let site = try await Site(cloud: cloud, registry: registry, settings: settings, logger: logger)
        let start = StartReport(settings: settings, ready: ready)
        do {
            let drain = Drain(
                service: try service(site, start), time: settings.limits.drainTime,
                logger: logger)
            try await withThrowingTaskGroup { group in
                group.addTask { try await site.v1.hub.run() }
                group.addTask { try await drain.run(stoppedBy: start) }
                // Neither goes on without the other.
                for try await _ in group { group.cancelAll() }
            }
        } catch {
            throw ServerStartError(listening: settings, error) ?? error
        }
    }

    private func service(_ site: Site, _ start: StartReport) throws -> any Service {
        let files = OpenFiles.connections()
        let count = ConnectionCount(
            perAddress: settings.limits.connectionsPerAddress,
            total: settings.limits.connections ?? files)
        return try ConnectionBuilder(settings: settings, site: site, count: count).server()
            .buildServer(
                configuration: ServerConfiguration(
                    address: .hostname(settings.host, port: settings.port), backlog: 1_024),
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
                responder: { request, writer, channel in
                    let response = await site.answer(request, on: channel)
                    try await writer.write(response: response.head, body: response.body)
                },
                onServerRunning: { await start.bound($0) })
    }

    private func addDiscovery() throws {
        let missing = DiscoveryCommands.all(of: registry).filter {
            registry.command($0.name) == nil
        }
        try registry.add(missing)
    }
}
