/// A POST over HTTP.
public struct OutwardRequest: Sendable {
    public var url: OutwardURL
    /// Names and values; see ``HeaderField/isSound(name:value:)``.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    public var security: TransportSecurity
    /// For the connection alone, name and handshake included.
    public var connectLimit: Duration
    /// For all of it.
    public var timeLimit: Duration

    public init(
        url: OutwardURL, headers: [(name: String, value: String)] = [], body: [UInt8],
        security: TransportSecurity = TransportSecurity(), connectLimit: Duration = .seconds(10),
        timeLimit: Duration = .seconds(15)
    ) {
        self.url = url
        self.headers = headers
        self.body = body
        self.security = security
        self.connectLimit = connectLimit
        self.timeLimit = timeLimit
    }
}
