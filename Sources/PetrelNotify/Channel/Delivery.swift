public import PetrelCloud

/// One attempt to tell a receiver of one or several events.
public struct Delivery: Sendable, Hashable {
    /// The message's name, the same at every attempt and without dots. A receiver drops what it has seen by it.
    public let id: String
    /// 1, 2, 3 …
    public let attempt: Int
    public let subscription: DeliverySubscription
    /// The subscription's own count of deliveries; a receiver that sees a hole in it lacks something. 0 is not counted: it
    /// was sent on request.
    public let counter: Int64
    /// The ledger's cursor after these events, as every other interface takes it.
    public let cursor: String
    /// One, or several where the channel takes several; none only where there is a ``payload``.
    public let events: [CloudEvent]
    /// A body to send as it is in place of what the events make, for tests that a subscription's owner asks for.
    public let payload: String?
    /// When this attempt began.
    public let time: Timestamp
    /// Why it is sent, where that is more than that it happened.
    public let note: String?

    public init(
        id: String, attempt: Int, subscription: DeliverySubscription, counter: Int64,
        cursor: String, events: [CloudEvent], time: Timestamp, payload: String? = nil,
        note: String? = nil
    ) {
        precondition(!events.isEmpty || payload != nil, "a delivery of nothing")
        self.id = id
        self.attempt = attempt
        self.subscription = subscription
        self.counter = counter
        self.cursor = cursor
        self.events = events
        self.time = time
        self.payload = payload
        self.note = note
    }
}
