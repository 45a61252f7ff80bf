internal import PetrelBus
internal import PetrelCloud

/// A past range of events, sent once more to one routing key.
struct Backfill: Sendable, Hashable, Identifiable {
    enum State: String, Sendable, Hashable {
        case running = "Running"
        case done = "Done"
        case cancelled = "Cancelled"
    }

    let id: String
    var target: AMQPTarget
    /// After this event …
    var after: Int64
    /// … and up to this one.
    var through: Int64
    var exchange: String
    var routingKey: String
    var filter: TopicPattern
    /// Everything up to here is confirmed.
    var cursor: Int64
    var sent: Int64 = 0
    var state = State.running

    /// From 0 to 100.
    var percent: Int64 {
        let whole = max(1, through - after)
        return min(100, max(0, (cursor - after) * 100 / whole))
    }
}
