/// Why a broker was not reached, or did not do what was asked: the facts, and what to do about it.
///
/// Everything here goes away by itself once its cause does; the next attempt needs nothing else.
public struct AMQPFailure: Error, Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Nobody answers, or the connection ended.
        case connection
        /// Certificates or names do not fit.
        case tls
        case login
        case virtualHost
        /// The exchange is missing, or is of another kind.
        case exchange
        case queue
        /// The broker would not take a message, as when a queue is full.
        case refused
        /// No queue is bound for a message.
        case unroutable
        /// The broker takes nothing because of an alarm.
        case blocked
        /// An event could not be read from the ledger or committed.
        case ledger
        /// What the broker sent makes no sense.
        case protocolError
    }

    public let kind: Kind
    /// Where: host and port.
    public let broker: String
    /// What happened, in one sentence without a full stop.
    public let reason: String
    /// What to do about it.
    public let remedy: String

    public init(_ kind: Kind, broker: String, reason: String, remedy: String? = nil) {
        self.kind = kind
        self.broker = broker
        self.reason = reason
        self.remedy = remedy ?? kind.remedy
    }
}

extension AMQPFailure: CustomStringConvertible {
    public var description: String { "\(broker): \(reason); \(remedy)" }
}

extension AMQPFailure.Kind {
    fileprivate var remedy: String {
        switch self {
        case .connection: "check that the broker runs and can be reached from here"
        case .tls: "check cafile, certfile, keyfile and the names in the broker's certificate"
        case .login: "check user and password, and that this user may log in from here"
        case .virtualHost: "check that the virtual host exists and the user may use it"
        case .exchange: "make the exchange as a durable topic exchange, or let declare be true"
        case .queue: "check that the queue exists and the user may read it"
        case .refused: "look for a full queue bound to the exchange"
        case .unroutable: "bind a queue to the exchange"
        case .blocked: "look at the broker's memory and disk alarms"
        case .ledger: "see the server's log"
        case .protocolError: "check that this is an AMQP 0-9-1 broker"
        }
    }
}
