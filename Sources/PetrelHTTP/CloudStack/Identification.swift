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
        guard let session = session(of: request),
            let key = parameters["sessionkey"], ConstantTime.areEqual(key, session.key),
            let caller = try await authenticator.caller(user: session.user)
        else { throw APIError.unauthorized }
        return Identification(caller: caller, isSession: true)
    }

    private func signer(of parameters: QueryParameters) async throws -> Caller {
        guard let key = parameters["apikey"], !key.isEmpty,
            let text = parameters["signature"], let signature = RequestSignature(text)
        else { throw APIError.unauthorized }
        let credential = try await authenticator.credential(forKey: key)
        // A key that nobody has takes as long as a wrong signature.
        let secret = credential?.secret ?? "-"
        guard signature.matches(parameters.fields, secret: secret), let credential,
            RequestExpiry.isCurrent(parameters, now: settings.now())
        else { throw APIError.unauthorized }
        return credential.caller
    }

    /// The session that a request's cookies name.
    func session(of request: CloudStackRequest) -> Session? {
        guard let id = request.cookie(SessionCookie.name) else { return nil }
        return sessions.session(id: id, now: settings.now())
    }
}
