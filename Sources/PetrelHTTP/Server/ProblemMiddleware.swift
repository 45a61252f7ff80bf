internal import Hummingbird

/// Turns refusals that routes throw into problems, so that all of them look alike.
struct ProblemMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            return Problem(error.status, error.body ?? Problem.advice[error.status.code]).response
        } catch let error as any HTTPResponseError {
            return Problem(error.status, Problem.advice[error.status.code]).response
        }
    }
}
