/// The operator's mail server.
public struct MailServer: Sendable, Hashable {
    public enum Security: String, Sendable, Hashable, CaseIterable {
        /// In the clear until the server agrees to encryption, and then never without.
        case startTLS = "starttls"
        /// Encrypted from the first byte.
        case tls
        /// Nothing is encrypted.
        case none
    }

    public var host: String
    /// 587 with STARTTLS, 465 with TLS, 25 with neither.
    public var port: Int
    public var security: Security
    /// Both, or neither.
    public var user: String?
    public var password: String?
    /// The address mails come from.
    public var sender: String
    /// What people see beside the sender's address.
    public var senderName: String
    /// A certificate authority's certificate in PEM, besides those of the system.
    public var authority: String?
    public var timeLimit: Duration

    public init(
        host: String, port: Int? = nil, security: Security = .startTLS, user: String? = nil,
        password: String? = nil, sender: String, senderName: String = "Petrel",
        authority: String? = nil, timeLimit: Duration = .seconds(30)
    ) {
        self.host = host
        self.security = security
        self.port = port ?? security.usualPort
        self.user = user
        self.password = password
        self.sender = sender
        self.senderName = senderName
        self.authority = authority
        self.timeLimit = timeLimit
    }
}

extension MailServer.Security {
    public var usualPort: Int {
        switch self {
        case .startTLS: 587
        case .tls: 465
        case .none: 25
        }
    }
}
