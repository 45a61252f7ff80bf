internal import PetrelCloud
internal import PetrelPlugin

/// Finds out who sent a request under `/v1`.
///
/// Three ways lead in: parameters signed as for the query API, HTTP Basic with `apiKey:secretKey`,
/// and the session of a browser with its `sessionkey`. Every cause for doubt has one answer, 401.
struct V1Access: Sendable {
    /// What somebody showed to be let in, so that it can be asked for again later.
    enum Credential: Sendable, Hashable {
        case key(apiKey: String, secret: String)
        case session(id: String, user: String)
    }

    struct Identity: Sendable {
        let caller: Caller
        let credential: Credential
    }

    let authenticator: any Authenticator
    let sessions: any SessionStore
    let now: @Sendable () -> Timestamp

    func identify(
        _ request: V1Request, _ parameters: QueryParameters
    ) async throws -> Identity {
        if parameters["apikey"] != nil || parameters["signature"] != nil {
            let signer = SignedRequest(parameters: parameters, authenticator: authenticator)
            guard let credential = try await signer.credential(now: now()),
                let key = parameters["apikey"]
            else { throw V1Refusal.unauthorized }
            return Identity(caller: credential.caller, key: key, secret: credential.secret)
        }
        if let authorization = request.authorization { return try await basic(authorization) }
        return try await session(request, parameters)
    }

    private func basic(_ authorization: String) async throws -> Identity {
        let words = authorization.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "basic", words[1].utf8.count <= 2_048,
            let bytes = Base64.decode(String(words[1])),
            let text = String(validating: bytes, as: UTF8.self),
            let colon = text.firstIndex(of: ":")
        else { throw V1Refusal.unauthorized }
        let (key, secret) = (String(text[..<colon]), String(text[colon...].dropFirst()))
        let credential = try await authenticator.credential(forKey: key)
        // A key that nobody has takes as long as a wrong secret.
        let isRight = ConstantTime.areEqual(secret, credential?.secret ?? "-")
        guard isRight, let credential else { throw V1Refusal.unauthorized }
        return Identity(caller: credential.caller, key: key, secret: secret)
    }

    private func session(
        _ request: V1Request, _ parameters: QueryParameters
    ) async throws -> Identity {
        guard
            let session = sessions.session(
                cookies: request.cookies, key: parameters["sessionkey"], now: now()),
            let caller = try await authenticator.caller(user: session.user)
        else { throw V1Refusal.unauthorized }
        return Identity(caller: caller, credential: .session(id: session.id, user: session.user))
    }
}

extension V1Access.Identity {
    fileprivate init(caller: Caller, key: String, secret: String) {
        self.init(caller: caller, credential: .key(apiKey: key, secret: secret))
    }
}

extension V1Access {
    /// Who a credential lets in now; `nil` when it does not any more. No session is kept alive by this.
    func caller(by credential: Credential) async throws -> Caller? {
        switch credential {
        case .key(let apiKey, let secret):
            let known = try await authenticator.credential(forKey: apiKey)
            return known?.secret == secret ? known?.caller : nil
        case .session(let id, let user):
            guard sessions.isOpen(id: id, now: now()) else { return nil }
            return try await authenticator.caller(user: user)
        }
    }
}
