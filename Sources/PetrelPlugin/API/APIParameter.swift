/// A parameter of a command.
public struct APIParameter: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case string, integer, long, boolean, date, uuid, list, map
    }

    /// In lower case, as documented; matched without regard to case.
    public let name: String
    public let kind: Kind
    public let isRequired: Bool
    public let summary: String
    /// For ids and lists of ids: the kind of resource meant.
    public let refersTo: String?
    /// Never shown in events, jobs or logs.
    public let isSecret: Bool
    public let maximumLength: Int
    public let since: String?
    /// Whose value counts; that of others is ignored, as if it had not been sent.
    public let roles: APICommand.Roles

    public init(
        _ name: String, _ kind: Kind = .string, required: Bool = false, refersTo: String? = nil,
        secret: Bool = false, maximumLength: Int = 255, since: String? = nil,
        roles: APICommand.Roles = .everyone, _ summary: String
    ) {
        self.name = name
        self.kind = kind
        isRequired = required
        self.summary = summary
        self.refersTo = refersTo
        isSecret = secret
        self.maximumLength = maximumLength
        self.since = since
        self.roles = roles
    }
}
