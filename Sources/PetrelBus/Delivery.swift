/// How a subscription's events reach its handler.
public struct Delivery<E>: Sendable, CustomStringConvertible {
    let queue: QueueRule<E>?

    /// On the posting thread, before `post` returns: for work of microseconds.
    public static var immediate: Self { Self(queue: nil) }

    /// Through a queue of the subscription's own, handled in order by its own worker.
    ///
    /// `limit` is the greatest number of events waiting; the one being handled is not counted.
    /// A plain `post` never waits: when the queue is full, `whenFull` decides which event goes.
    public static func queued(limit: Int, whenFull: WhenFull<E>) -> Self {
        Self(queue: QueueRule(limit: limit, whenFull: whenFull))
    }

    public var description: String { queue?.description ?? "immediate" }
}

/// A queue's bound, and what happens when it is reached.
public struct QueueRule<E>: Sendable, CustomStringConvertible {
    /// The greatest number of events waiting, at least 1.
    public let limit: Int
    public let whenFull: WhenFull<E>

    /// `limit` below 1 is taken as 1.
    public init(limit: Int, whenFull: WhenFull<E>) {
        self.limit = max(limit, 1)
        self.whenFull = whenFull
    }

    /// The same, to be read as a choice: `queue: .queued(limit: 100, whenFull: .dropOldest)`.
    public static func queued(limit: Int, whenFull: WhenFull<E>) -> Self {
        Self(limit: limit, whenFull: whenFull)
    }

    public var description: String { "queued(limit: \(limit), whenFull: \(whenFull))" }

    func makeBuffer() -> EventBuffer<E> {
        switch whenFull.rule {
        case .keepLatest(let key): LatestBuffer(limit: limit, key: key)
        case let rule: RingBuffer(limit: limit, rule: rule)
        }
    }
}

/// Which event a full queue lets go. Each one is counted and reported as ``UndeliverableEvent``.
public struct WhenFull<E>: Sendable, CustomStringConvertible {
    enum Rule: Sendable {
        case dropOldest, dropNewest, cancelSubscription, wait
        case keepLatest(@Sendable (E) -> AnyHashable)
    }

    let rule: Rule

    /// The event that has waited longest makes room.
    public static var dropOldest: Self { Self(rule: .dropOldest) }
    /// The arriving event is refused.
    public static var dropNewest: Self { Self(rule: .dropNewest) }
    /// The arriving event is refused, and the subscription ends: better no events than a hole.
    public static var cancelSubscription: Self { Self(rule: .cancelSubscription) }
    /// A publisher that says `await bus.post(event, waiting: .untilAccepted)` waits for room; a plain `post` never
    /// does, and its event is refused.
    public static var wait: Self { Self(rule: .wait) }

    /// Of the events with one key only the latest waits, in the place of the first; it replaces the earlier one
    /// whether or not the queue is full. When the queue is full of other keys, the oldest makes room.
    ///
    /// A replaced event is not counted as dropped: its successor says more.
    public static func keepLatest<Key: Hashable & SendableMetatype>(
        by key: @escaping @Sendable (E) -> Key
    ) -> Self {
        Self(rule: .keepLatest { AnyHashable(key($0)) })
    }

    public var description: String {
        switch rule {
        case .dropOldest: "dropOldest"
        case .dropNewest: "dropNewest"
        case .cancelSubscription: "cancelSubscription"
        case .wait: "wait"
        case .keepLatest: "keepLatest"
        }
    }
}
