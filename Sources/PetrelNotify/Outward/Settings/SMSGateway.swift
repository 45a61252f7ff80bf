/// The operator's gateway for text messages, spoken to as Twilio's API is.
public struct SMSGateway: Sendable, Hashable {
    /// Without the path, as `https://api.twilio.com`.
    public var url: String
    public var account: String
    public var token: String
    /// A number such as `+15005550006`, or a word of up to 11 letters that stands for the sender.
    public var from: String?
    /// In place of ``from``, a pool of senders at the gateway.
    public var service: String?

    public init(
        url: String = "https://api.twilio.com", account: String, token: String,
        from: String? = nil, service: String? = nil
    ) {
        self.url = url
        self.account = account
        self.token = token
        self.from = from
        self.service = service
    }
}
