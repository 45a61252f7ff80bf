internal import PetrelCloud
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelPlugin

/// Events and resources for programs: `/v1`, except what is streamed.
///
/// Nothing that a client sends makes it fail. What cannot be read or allowed is answered with a
/// problem that names the parameter, its value and what to send instead.
struct V1API: Sendable {
    let cloud: Cloud
    let access: V1Access
    var plugins: PluginHost?
    /// Whether a caller may ask once more now; 429 otherwise.
    var admits: @Sendable (Caller) -> Bool = { _ in true }
    /// Told of what failed without being a refusal. Its text stays in the server.
    var failed: @Sendable (String, any Error) -> Void = { _, _ in }

    func answer(_ request: V1Request) async -> V1Reply {
        do {
            return try await route(request)
        } catch {
            return refusal(of: error, at: request.path).reply
        }
    }

    /// What the client is told of an error.
    func refusal(of error: any Error, at path: String) -> V1Refusal {
        switch error {
        case let refusal as V1Refusal: return refusal
        case let error as APIError: return V1Refusal(error)
        case LedgerError.invalid(let reason): return V1Refusal(400, reason)
        case LedgerError.closed, is CancellationError:
            return .busy("the server is stopping")
        default:
            failed(path, error)
            return .serverFailed
        }
    }

    private func route(_ request: V1Request) async throws -> V1Reply {
        let path = request.path.split(separator: "/").dropFirst().map(String.init)
        if let page = try plugins?.page(of: path) {
            guard admits(.stranger) else { throw V1Refusal.tooMany }
            return try await page.answer(request, failed: failed)
        }
        let call = try plugins?.call(of: path)
        guard call != nil || request.method == .get || request.method == .head else {
            throw V1Refusal(405, "this address can only be read", remedy: "use GET")
        }
        let query = try QueryParameters(query: request.query)
        if let call, call.isOpen(to: request) {
            guard admits(.stranger) else { throw V1Refusal.tooMany }
            return try await call.answer(request, query, for: .stranger)
        }
        let caller = try await access.identify(request, query).caller
        guard admits(caller) else { throw V1Refusal.tooMany }
        if let call { return try await call.answer(request, query, for: caller) }
        switch (path.first, path.count) {
        case ("events", 1): return try await events(query, EventFilter.Fixed(), for: caller)
        case ("alerts", 1): return try await alerts(query, for: caller)
        case ("jobs", 1): return try await jobs(query, for: caller)
        case ("resources", 1): return try await resources(query, for: caller)
        case ("resources", 2): return try await resource(path[1], query, for: caller)
        case ("resources", 3) where path[2] == "timeline":
            return try await timeline(of: path[1], query, for: caller)
        default: throw V1Refusal.notFound("address \(request.path)")
        }
    }
}

extension Caller {
    /// All those without keys together, who have one allowance between them and take none of anybody's.
    fileprivate static let stranger = Caller(
        user: "", account: "", username: "", accountName: "", domain: "", domainPath: "", role: [])
}
