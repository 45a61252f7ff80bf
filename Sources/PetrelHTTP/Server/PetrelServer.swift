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
    let plugins: PluginHost?
    /// Can be changed while the server runs; begins as ``RequestLimits/callsPerSecond`` says.
    public let callRate: CallRate

    /// - Parameter plugins: Whose routes, metrics and health are shown. It is run elsewhere.
    public init(
        cloud: Cloud, registry: CommandRegistry, settings: ServerSettings, logger: Logger,
        plugins: PluginHost? = nil
    ) {
        self.cloud = cloud
        self.registry = registry
        self.settings = settings
        self.logger = logger
        self.plugins = plugins
        callRate = CallRate(perSecond: settings.limits.callsPerSecond)
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
        ProcessMetrics.begin()
        let connections = ConnectionCount(
            perAddress: settings.limits.connectionsPerAddress,
            total: settings.limits.connections ?? OpenFiles.connections())
        let site = try await Site(self, connections: connections)
        let start = StartReport(settings: settings, ready: ready)
        do {
            let service = try service(site, connections, start)
            let drain = Drain(
                service: service, time: settings.limits.drainTime, logger: logger)
            try await withThrowingTaskGroup { group in
                group.addTask { await feedStreams(of: site) }
                try await drain.run(stoppedBy: start)
                group.cancelAll()
            }
        } catch {
            throw ServerStartError(listening: settings, error) ?? error
        }
    }

    /// A ledger that cannot be read any more ends the streams; everything else goes on, and says so.
    private func feedStreams(of site: Site) async {
        do {
            try await site.v1.hub.run()
        } catch is CancellationError {
            return
        } catch {
            logger.error("streams of events have ended", metadata: ["error": "\(error)"])
        }
    }

    private func service(
        _ site: Site, _ count: ConnectionCount, _ start: StartReport
    ) throws -> any Service {
        try ConnectionBuilder(settings: settings, site: site, count: count).server()
            .buildServer(
                configuration: ServerConfiguration(
                    address: .hostname(settings.host, port: settings.port), backlog: 1_024),
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
                responder: { request, writer, channel in
                    let response = await site.answer(request, on: channel)
                    // The answer to HEAD says how long its body would be, and has none: what came after it on the
                    // connection would be taken for the next answer.
                    let body = request.method == .head ? ResponseBody() : response.body
                    try await writer.write(response: response.head, body: body)
                },
                onServerRunning: { await start.bound($0) })
    }

    func apiSettings(_ calls: CallMetrics) -> CloudStackAPI.Settings {
        var api = CloudStackAPI.Settings()
        let rate = callRate
        api.admits = { rate.admits($0) }
        let logger = logger
        api.answered = { command, status, time in
            calls.count(command, status, time)
            // Who called is in the events; parameters may hold what nobody but the command should know.
            logger.debug(
                "a call",
                metadata: [
                    "command": "\(command ?? "unknown")", "status": "\(status)", "time": "\(time)",
                ])
        }
        api.failed = { command, error in
            logger.error(
                "a command failed", metadata: ["command": "\(command)", "error": "\(error)"])
        }
        api.slipped = { command, paths in
            logger.warning(
                "an answer held what is not declared",
                metadata: ["command": "\(command)", "members": "\(paths)"])
        }
        return api
    }

    private func addDiscovery() throws {
        let missing = DiscoveryCommands.all(of: registry).filter {
            registry.command($0.name) == nil
        }
        try registry.add(missing)
    }
}
