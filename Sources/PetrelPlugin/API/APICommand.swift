public import PetrelCloud

/// One command of the cloud's API, declared once: dispatch, validation, `listApis`, OpenAPI and the command line's
/// help all come from it.
///
/// ```swift
/// APICommand(
///     "startVirtualMachine", "Starts a virtual machine.", since: "2.2.0", .asynchronous(.vmStart),
///     roles: .everyone, parameters: [.id("id", of: "VirtualMachine", required: true, "The machine to start.")],
///     response: .object("virtualmachine", UserVMResponse.fields)
/// ) { call in
///     try await machines.start(call.id("id"), by: call.caller)
/// }
/// ```
public struct APICommand: Sendable {
    public enum Mode: Sendable, Hashable {
        /// Answers at once.
        case synchronous
        /// Answers with a job; its action events have this type.
        case asynchronous(EventType)
        /// The same, and what is made has its id in the first answer.
        case creating(EventType)

        public var isAsynchronous: Bool { self != .synchronous }
    }

    public struct Roles: OptionSet, Sendable, Hashable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let admin = Roles(rawValue: 1)
        public static let resourceAdmin = Roles(rawValue: 2)
        public static let domainAdmin = Roles(rawValue: 4)
        public static let user = Roles(rawValue: 8)
        public static let everyone: Roles = [.admin, .resourceAdmin, .domainAdmin, .user]
        public static let admins: Roles = [.admin, .domainAdmin]
    }

    public let name: String
    public let summary: String
    public let since: String?
    public let mode: Mode
    public let roles: Roles
    public let parameters: [APIParameter]
    public let response: APIResponse
    public let run: @Sendable (APICall) async throws -> APIAnswer

    public init(
        _ name: String, _ summary: String, since: String? = nil, _ mode: Mode = .synchronous,
        roles: Roles, parameters: [APIParameter] = [], response: APIResponse,
        run: @escaping @Sendable (APICall) async throws -> APIAnswer
    ) {
        self.name = name
        self.summary = summary
        self.since = since
        self.mode = mode
        self.roles = roles
        self.parameters = parameters
        self.response = response
        self.run = run
    }

    /// The parameter of this name, in any case of letters.
    public func parameter(_ name: String) -> APIParameter? {
        let name = name.lowercased()
        return parameters.first { $0.name.lowercased() == name }
    }

    /// Whether its first answer is a list in pages.
    public var isPaged: Bool { parameter("pagesize") != nil }
}
