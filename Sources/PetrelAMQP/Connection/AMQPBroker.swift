/// Where a broker is, and who we are to it.
public struct AMQPBroker: Sendable, Hashable {
    /// How the connection is kept private.
    public struct TLS: Sendable, Hashable {
        /// A file of certificates that are trusted; without one, those of the system.
        public var authorities: String?
        /// Our own certificate and its key, in files.
        public var certificate: String?
        public var key: String?
        /// Whether the broker's certificate must be of the host we asked for.
        public var checksHostName = true

        public init() {}
    }

    public var host = "localhost"
    public var port = 5672
    public var virtualHost = "/"
    /// Without a user, the broker takes our certificate's.
    public var user: String? = "guest"
    public var password = "guest"
    public var tls: TLS?
    /// How long one side may be silent; a peer that is silent for twice as long is gone.
    public var heartbeat: Duration = .seconds(10)
    /// How long connecting, and each answer, may take.
    public var patience: Duration = .seconds(10)
    /// As the broker's own lists show the connection.
    public var connectionName = "petrel"

    public init() {}

    /// As shown to people.
    public var place: String { "\(host):\(port)" }
}
