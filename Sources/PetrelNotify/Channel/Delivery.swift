internal import Crypto
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
    /// What each event is called and counted as by itself, however events are grouped.
    public let marks: [Mark]
    /// The ledger's cursor after these events, as every other interface takes it.
    public let cursor: String
    let told: [Told]
    /// A body to send as it is in place of what the events make, for tests that a subscription's owner asks for.
    public let payload: String?
    /// When this attempt began.
    public let time: Timestamp
    /// Why it is sent, where that is more than that it happened.
    public let note: String?
    /// Whether somebody is to be shown what was sent, as CloudStack's lists do.
    public var isShown = true

    /// An event's own place in its subscription.
    public struct Mark: Sendable, Hashable {
        /// Its message id: the same at every attempt, alone or among others.
        public let id: String
        public let counter: Int64

        public init(id: String, counter: Int64) {
            self.id = id
            self.counter = counter
        }
    }

    /// One, or several where the channel takes several; none only where there is a ``payload``.
    public var events: [CloudEvent] { told.map(\.event) }

    /// One of ``events`` as CloudEvents' JSON has it, made once for all who are told.
    public func cloudEventsJSON(at place: Int) -> [UInt8] { told[place].cloudEventsJSON() }

    /// One event, or a test. Its mark is the delivery's own name and count.
    public init(
        id: String, attempt: Int, subscription: DeliverySubscription, counter: Int64,
        cursor: String, events: [CloudEvent], time: Timestamp, payload: String? = nil,
        note: String? = nil
    ) {
        self.init(
            id: id, attempt: attempt, subscription: subscription, counter: counter,
            cursor: cursor, told: events.map { Told($0) },
            marks: events.map { _ in Mark(id: id, counter: counter) }, time: time,
            payload: payload, note: note)
    }

    /// Several events in one. The delivery's name follows from theirs, so that the same events have the same name.
    public init(
        several events: [(event: CloudEvent, mark: Mark)], subscription: DeliverySubscription,
        time: Timestamp
    ) {
        self.init(
            several: events.map { (Told($0.event), $0.mark) }, subscription: subscription,
            time: time)
    }

    init(
        several events: [(event: Told, mark: Mark)], subscription: DeliverySubscription,
        time: Timestamp
    ) {
        var digest = SHA256()
        for (_, mark) in events { digest.update(data: Array(mark.id.utf8)) }
        let name = digest.finalize().prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        self.init(
            id: "\(subscription.id)_\(name)", attempt: 1, subscription: subscription,
            counter: events.first?.mark.counter ?? 0,
            cursor: String(events.compactMap(\.event.event.sequence).max() ?? 0),
            told: events.map(\.event), marks: events.map(\.mark), time: time, payload: nil,
            note: nil)
    }

    init(
        id: String, attempt: Int, subscription: DeliverySubscription, counter: Int64,
        cursor: String, told: [Told], marks: [Mark], time: Timestamp, payload: String?,
        note: String?
    ) {
        precondition(!told.isEmpty || payload != nil, "a delivery of nothing")
        self.id = id
        self.attempt = attempt
        self.subscription = subscription
        self.counter = counter
        self.cursor = cursor
        self.told = told
        self.marks = marks
        self.time = time
        self.payload = payload
        self.note = note
    }
}
