/// Who calls: known, enabled, and with which rights.
public struct Caller: Sendable, Hashable {
    public let user: String
    public let account: String
    public let username: String
    public let accountName: String
    public let domain: String
    /// From `/` downwards, ending in `/`.
    public let domainPath: String
    public let role: APICommand.Roles
    public let firstName: String
    public let lastName: String

    public init(
        user: String, account: String, username: String, accountName: String, domain: String,
        domainPath: String, role: APICommand.Roles, firstName: String = "", lastName: String = ""
    ) {
        self.user = user
        self.account = account
        self.username = username
        self.accountName = accountName
        self.domain = domain
        self.domainPath = domainPath
        self.role = role
        self.firstName = firstName
        self.lastName = lastName
    }
}
