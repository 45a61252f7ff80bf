public import PetrelBus
public import PetrelCloud

/// What a target, or a queue that is read, does at the moment.
public enum AMQPState: Sendable, Hashable {
    case connecting
    case running
    /// The broker takes nothing, for the reason it gave.
    case blocked(String)
    /// It did not work; the next attempt is at the time given.
    case waiting(AMQPFailure, until: Timestamp)
    case paused
    case stopped

    public var word: String {
        switch self {
        case .connecting: "Connecting"
        case .running: "Running"
        case .blocked: "Blocked"
        case .waiting: "Waiting"
        case .paused: "Paused"
        case .stopped: "Stopped"
        }
    }

    public var reason: String? {
        switch self {
        case .blocked(let reason): reason
        case .waiting(let failure, _): failure.description
        default: nil
        }
    }
}

/// A target, or a queue that is read, changed its state. Posted on the bus of this process.
public struct AMQPStateChanged: Event, Hashable {
    public let id: String
    public let name: String
    public let state: AMQPState
}

/// State and numbers of a target or of a queue that is read, since the plug-in started.
public struct AMQPStatus: Sendable, Hashable {
    public var state = AMQPState.connecting
    public var since = Timestamp.now
    /// Messages written; repeats included.
    public var published: Int64 = 0
    public var confirmed: Int64 = 0
    /// Confirmed, but no queue took them.
    public var unroutable: Int64 = 0
    /// The broker would not have them.
    public var refused: Int64 = 0
    /// How often a connection ended.
    public var failures: Int64 = 0
    public var underWay = 0
    /// Everything up to here is done.
    public var cursor: Int64?
    public var lastConfirmed: Timestamp?
    public var lastFailure: AMQPFailure?

    // Of queues that are read.
    public var committed: Int64 = 0
    public var duplicates: Int64 = 0
    public var poisoned: Int64 = 0
}
