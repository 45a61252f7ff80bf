/// The owner's end of a subscription: while it is held, events arrive; letting go of it unsubscribes.
public final class Subscription: Sendable {
    /// What was subscribed to: one entry, or one for each method that was registered.
    public let info: [SubscriptionInfo]
    private let bus: EventBus
    private let records: Guarded<[SubscriptionRecord]>

    init(_ bus: EventBus, _ records: [SubscriptionRecord]) {
        self.bus = bus
        self.records = Guarded(records)
        info = records.map(\.info)
    }

    deinit {
        end(waiting: false)
    }

    /// Whether events may still arrive.
    public var isActive: Bool {
        records.withLock { records in records.contains { !$0.counters.isCancelled } }
    }

    /// Ends the subscription. Callable from anywhere, any number of times.
    ///
    /// Outside of handlers: when this returns, no immediate handler of the subscription runs or will
    /// run; should one be running on another thread, this waits for it, so don't call it while
    /// holding a lock that the handler takes. Inside a handler nothing is waited for: no further call
    /// begins, but one that runs on another thread may still be finishing. Of a queue's events none
    /// is begun any more.
    ///
    /// What the handler holds is let go of, at the latest when the deliveries under way are over.
    public func cancel() {
        end(waiting: true)
    }

    private func end(waiting: Bool) {
        let ended = records.withLock { records in
            defer { records = [] }
            return records
        }
        for record in ended { record.end(waiting: waiting) }
    }
}
