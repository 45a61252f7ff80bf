internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import PetrelOrchestrator
internal import PetrelPlugin

/// Everything that has an address here. The query API comes first, since most requests are its.
struct Site: Sendable {
    let settings: ServerSettings
    let logger: Logger
    let v1: V1Routes
    private let query: QueryAPIRoute
    private let router: RouterResponder<BasicRequestContext>

    init(
        cloud: Cloud, registry: CommandRegistry, settings: ServerSettings, logger: Logger
    ) async throws {
        let api = CloudStackAPI(registry: registry, authenticator: CloudAuthenticator(cloud))
        self.settings = settings
        self.logger = logger
        query = QueryAPIRoute(api: api, settings: settings)
        v1 = try await V1Routes(cloud: cloud, api: api, settings: settings.streams)
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware())
        v1.add(to: router)
        self.router = router.buildResponder()
    }

    /// Never throws: what cannot be answered otherwise is a problem with a status.
    func answer(_ request: Request, on channel: any Channel) async -> Response {
        do {
            let path = RequestPath(request.head.path ?? "/")
            if let command = path.command {
                return try await query.answer(request, command: command, query: path.query)
            }
            let source = ApplicationRequestContextSource(channel: channel, logger: logger)
            return try await router.respond(to: request, context: .init(source: source))
        } catch let error as any HTTPResponseError {
            return Problem(error.status, Problem.advice[error.status.code]).response
        } catch {
            logger.error("a request failed", metadata: ["error": "\(error)"])
            return Problem(
                .internalServerError, "The server could not do this; its log says why."
            ).response
        }
    }
}
