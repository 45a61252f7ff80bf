internal import PetrelPlugin

/// Who sent a request, and how that is known.
struct Identification: Sendable {
    let caller: Caller
    let isSession: Bool
}

extension CloudStackAPI {
    /// By signature when there is a key or a signature, else by session. Every cause for doubt has
    /// one and the same answer.
    func identify(
        _ request: CloudStackRequest, _ parameters: QueryParameters
    ) async throws -> Identification {
        if parameters["apikey"] != nil || parameters["signature"] != nil {
            return Identification(caller: try await signer(of: parameters), isSession: false)
        }
        guard let session = session(of: request, parameters),
            let caller = try await authenticator.caller(user: session.user)
        else { throw APIError.unauthorized }
        return Identification(caller: caller, isSession: true)
    }

    private func signer(of parameters: QueryParameters) async throws -> Caller {
        let request = SignedRequest(parameters: parameters, authenticator: authenticator)
        guard let credential = try await request.credential(now: settings.now()) else {
            throw APIError.unauthorized
        }
        return credential.caller
    }

    /// The session that a request's cookies and parameters name.
    func session(of request: CloudStackRequest, _ parameters: QueryParameters) -> Session? {
        sessions.session(
            cookies: request.cookies, key: parameters["sessionkey"], now: settings.now())
    }
}
