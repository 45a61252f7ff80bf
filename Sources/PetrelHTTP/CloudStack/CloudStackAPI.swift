public import PetrelCloud
public import PetrelPlugin

/// The cloud's query API: a request in, a reply out, for any way that bytes can travel.
///
/// Nothing that a client sends makes it fail: what cannot be read, allowed or done is answered with
/// a refusal in the same envelope. Only a command that fails by itself gives a 530.
public struct CloudStackAPI: Sendable {
    public struct Settings: Sendable {
        /// Told to whoever is known, and the version that `listCapabilities` speaks of.
        public var version = "4.23.0.0"
        /// Whether a caller may make one more call now; 429 otherwise.
        public var admits: @Sendable (Caller) -> Bool = { _ in true }
        /// Told of answers that did not fit their declaration: the command and the paths.
        public var slipped: @Sendable (String, [String]) -> Void = { _, _ in }
        /// Told of what a command threw that was no refusal. Its text stays in the server.
        public var failed: @Sendable (String, any Error) -> Void = { _, _ in }
        /// Told of every answer: the command, if there is one of this name, the status and the time.
        public var answered: @Sendable (String?, Int, Duration) -> Void = { _, _, _ in }
        public var now: @Sendable () -> Timestamp = { .now }

        public init() {}
    }

    let registry: CommandRegistry
    let authenticator: any Authenticator
    let sessions: any SessionStore
    let settings: Settings
    let attempts = LoginAttempts()
    let passwords = PasswordThread()

    public init(
        registry: CommandRegistry, authenticator: any Authenticator,
        sessions: any SessionStore = MemorySessions(), settings: Settings = Settings()
    ) {
        self.registry = registry
        self.authenticator = authenticator
        self.sessions = sessions
        self.settings = settings
    }

    public func answer(_ request: CloudStackRequest) async -> CloudStackReply {
        let start = ContinuousClock.now
        let (command, reply) = await reply(to: request)
        settings.answered(command, reply.status, .now - start)
        return reply
    }

    private func reply(
        to request: CloudStackRequest
    ) async -> (command: String?, reply: CloudStackReply) {
        let parameters: QueryParameters
        do {
            parameters = try QueryParameters(query: request.query, form: request.form)
        } catch {
            let format = AnswerFormat(unread: request)
            return (nil, Envelope(command: nil, format: format).reply(error))
        }
        let name = parameters["command"] ?? ""
        let known = registry.command(name)?.name ?? SessionCommand(rawValue: name)?.rawValue
        do {
            return (known, try await answer(request, parameters, command: name))
        } catch {
            let refusal = error as? APIError ?? .serverFailed
            if !(error is APIError) { settings.failed(name, error) }
            let format = AnswerFormat(parameters)
            return (known, Envelope(command: known, format: format).reply(refusal))
        }
    }

    private func answer(
        _ request: CloudStackRequest, _ parameters: QueryParameters, command name: String
    ) async throws -> CloudStackReply {
        guard request.method != .other else {
            throw APIError(code: 405, "only GET and POST are answered here")
        }
        guard request.pathCommand.map({ $0.isEmpty || $0 == name }) ?? true else {
            throw APIError(code: 400, "the path and the parameter command differ")
        }
        if let session = SessionCommand(rawValue: name) {
            return try await answer(session, request, parameters)
        }
        let way = try await identify(request, parameters)
        guard settings.admits(way.caller) else {
            throw APIError(code: 429, "too many calls: wait a second and try again")
        }
        let command = try allow(registry.command(name), named: name, to: way)
        let members = try await run(command, parameters, for: way.caller)
        let format = AnswerFormat(parameters)
        return Envelope(command: command.name, format: format, version: settings.version)
            .reply(members)
    }

    private func allow(
        _ command: APICommand?, named name: String, to way: Identification
    ) throws(APIError) -> APICommand {
        if let command, !command.roles.isDisjoint(with: way.caller.role) { return command }
        if name.isEmpty {
            throw APIError(code: way.isSession ? 400 : 401, "no command: add command=…")
        }
        throw APIError(
            code: way.isSession ? 432 : 401,
            "the command \(name.prefix(100)) does not exist or is not for this user: listApis "
                + "names those that are")
    }

    private func run(
        _ command: APICommand, _ parameters: QueryParameters, for caller: Caller
    ) async throws -> [AnswerMember] {
        let call = try ParameterCheck(command: command, caller: caller).call(parameters)
        let declared = DeclaredAnswer(try await command.run(call), command.response)
        if !declared.slips.isEmpty { settings.slipped(command.name, declared.slips) }
        return declared.members
    }
}

extension APIError {
    /// What a client learns of a failure that is not its own.
    static let serverFailed = APIError.failed(
        "the server could not do this; its log says why. Try again later")
}
