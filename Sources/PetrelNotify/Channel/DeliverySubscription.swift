/// What a channel needs to know of the subscription it works for.
public struct DeliverySubscription: Sendable, Hashable {
    public let id: String
    public let name: String
    /// The UUID and the name of the account that owns it.
    public let account: String
    public let accountName: String
    public let domainPath: String

    public init(
        id: String, name: String, account: String, accountName: String, domainPath: String
    ) {
        self.id = id
        self.name = name
        self.account = account
        self.accountName = accountName
        self.domainPath = domainPath
    }
}
