internal import PetrelCloud

/// A message on its way to an exchange.
public struct AMQPMessage: Sendable, Hashable {
    /// The value of a header.
    public enum Header: Sendable, Hashable {
        case text(String)
        case number(Int64)
    }

    public var exchange: String
    public var routingKey: String
    public var body: [UInt8]
    public var contentType: String
    public var id: String
    /// Seconds since 1970, which is all that AMQP keeps.
    public var seconds: UInt64?
    public var headers: [String: Header]
    /// Whether a broker that restarts still has it.
    public var isPersistent = true

    public init(
        exchange: String, routingKey: String, body: [UInt8], contentType: String, id: String,
        seconds: UInt64? = nil, headers: [String: Header] = [:]
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.body = body
        self.contentType = contentType
        self.id = id
        self.seconds = seconds
        self.headers = headers
    }
}

/// A message that a queue gave us.
public struct AMQPDelivery: Sendable, Hashable {
    /// What it is acknowledged by.
    public var tag: UInt64
    public var exchange: String
    public var routingKey: String
    /// Whether it may have been given to somebody before.
    public var isRepeated: Bool
    public var contentType: String?
    public var id: String?
    public var seconds: UInt64?
    public var isPersistent = false
    public var headers: [String: AMQPMessage.Header] = [:]
    public var body: [UInt8] = []
}

/// What a broker tells without being asked.
public enum AMQPSignal: Sendable, Hashable {
    /// It has the message with this number, and with `multiple` all before it.
    case confirmed(UInt64, multiple: Bool)
    /// It will not take them.
    case refused(UInt64, multiple: Bool)
    /// No queue is bound for this message; its confirmation follows.
    case returned(id: String, routingKey: String, reason: String)
    /// It takes nothing until it says so.
    case blocked(String)
    case unblocked
    case delivered(AMQPDelivery)
    /// Our queue was deleted.
    case consumerCancelled
    /// The end; nothing follows.
    case closed(AMQPFailure)
}
