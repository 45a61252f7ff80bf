internal import PetrelCloud
internal import PetrelPlugin

/// The two commands that need nobody known: they begin and end a session.
enum SessionCommand: String, Sendable, CaseIterable { case login, logout }

extension CloudStackAPI {
    func answer(
        _ command: SessionCommand, _ request: CloudStackRequest, _ parameters: QueryParameters
    ) async throws -> CloudStackReply {
        switch command {
        case .login: try await login(request, parameters)
        case .logout: logout(request, parameters)
        }
    }

    private func login(
        _ request: CloudStackRequest, _ parameters: QueryParameters
    ) async throws -> CloudStackReply {
        guard request.method == .post else {
            throw APIError(code: 405, "login by POST, so that no password stands in an address")
        }
        guard let caller = try await caller(parameters, at: request.address) else {
            throw APIError.forbidden("the user name, the password or the domain is wrong")
        }
        let session = sessions.open(user: caller.user, now: settings.now())
        var reply = envelope(.login, parameters).reply(
            LoginAnswer.members(caller, session, timeout: sessions.timeout))
        reply.headers += SessionCookie.setting(session, isSecure: request.isSecure)
        return reply
    }

    /// Nobody has an empty name or password.
    private func caller(_ parameters: QueryParameters, at address: String) async throws -> Caller? {
        guard let name = parameters["username"], !name.isEmpty,
            let password = parameters["password"], !password.isEmpty, password.utf8.count <= 1_024
        else { return nil }
        let domain = [parameters["domainid"], parameters["domain"]]
            .compactMap { $0 }.first { !$0.isEmpty }
        try attempts.check(name, at: address, now: settings.now())
        // Counted before the check, so that many tries at once are many tries.
        attempts.failed(name, at: address, now: settings.now())
        let caller = try await withTaskExecutorPreference(passwords) {
            try await authenticator.caller(
                username: name, password: password, domain: domain ?? "/")
        }
        if caller != nil { attempts.succeeded(name, at: address, now: settings.now()) }
        return caller
    }

    /// Ends the session whose key is told; whoever has none has nothing to end.
    private func logout(
        _ request: CloudStackRequest, _ parameters: QueryParameters
    ) -> CloudStackReply {
        if let session = session(of: request, parameters) { sessions.close(id: session.id) }
        var reply = envelope(.logout, parameters).reply([
            AnswerMember("description", "success")
        ])
        reply.headers += SessionCookie.clearing
        return reply
    }

    private func envelope(_ command: SessionCommand, _ parameters: QueryParameters) -> Envelope {
        Envelope(command: command.rawValue, format: AnswerFormat(parameters))
    }
}
