internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import PetrelOrchestrator
internal import PetrelPlugin

/// Everything that has an address here. The query API comes first, since most requests are its.
struct Site: Sendable {
    let logger: Logger
    let v1: V1Routes
    private let query: QueryAPIRoute
    private let pages: [Substring: any Page]
    private let router: RouterResponder<BasicRequestContext>
    private let date = DateHeader()

    init(_ server: PetrelServer, connections: ConnectionCount) async throws {
        let (cloud, settings, calls) = (server.cloud, server.settings, CallMetrics())
        let api = CloudStackAPI(
            registry: server.registry, authenticator: CloudAuthenticator(cloud),
            sessions: MemorySessions(timeout: settings.sessionTime),
            settings: server.apiSettings(calls))
        logger = server.logger
        query = QueryAPIRoute(api: api, settings: settings)
        v1 = try await V1Routes(
            cloud: cloud, api: api, settings: settings, plugins: server.plugins)
        pages = [
            "/": StartPage(), "/healthz": HealthPage(),
            "/readyz": ReadyPage(
                readiness: Readiness(ledger: cloud.ledger), plugins: server.plugins),
            "/openapi.json": OpenAPIPage(
                registry: server.registry, plugins: server.plugins, version: api.settings.version),
            "/metrics": MetricsPage(
                cloud: cloud, api: api, calls: calls, connections: connections,
                resources: ResourceCounts(ledger: cloud.ledger), plugins: server.plugins,
                isForEveryone: settings.metricsForEveryone),
        ]
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware())
        v1.add(to: router)
        self.router = router.buildResponder()
    }

    /// Never throws: what cannot be answered otherwise is a problem with a status.
    func answer(_ request: Request, on channel: any Channel) async -> Response {
        var response: Response
        do {
            response = try await route(request, on: channel)
        } catch let error as any HTTPResponseError {
            response = Problem(error.status, Problem.advice[error.status.code]).response
        } catch {
            logger.error("a request failed", metadata: ["error": "\(error)"])
            response =
                Problem(.internalServerError, "The server could not do this; its log says why.")
                .response
        }
        response.headers[.date] = date.text()
        return response
    }

    private func route(_ request: Request, on channel: any Channel) async throws -> Response {
        let path = RequestPath(request.head.path ?? "/")
        if let command = path.command {
            return try await query.answer(
                request, command: command, query: path.query, on: channel)
        }
        if let page = pages[path.path] {
            guard request.method == .get || request.method == .head else { return .onlyReading }
            let address = channel.remoteAddress?.ipAddress ?? ""
            let visit = Visit(request: request, query: path.query, address: address)
            let response = try await page.answer(visit)
            return request.method == .head ? response.createHeadResponse() : response
        }
        let source = ApplicationRequestContextSource(channel: channel, logger: logger)
        return try await router.respond(to: request, context: .init(source: source))
    }
}

extension Response {
    static var onlyReading: Response {
        var response = Problem(.methodNotAllowed, "This is only read: use GET.").response
        response.headers[.allow] = "GET, HEAD"
        return response
    }
}
