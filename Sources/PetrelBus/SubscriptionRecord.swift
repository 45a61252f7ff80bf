internal import Synchronization

/// What the bus keeps of one subscription. ``Subscription`` is the owner's end of it.
class SubscriptionRecord: @unchecked Sendable {
    // Unchecked because subclasses add a handler; `routes` is only touched under the registry's lock, the rest is
    // constant or atomic.
    let info: SubscriptionInfo
    let counters = SubscriptionCounters()
    /// Whether it may turn events down that are of its type.
    let isConditional: Bool
    unowned let bus: EventBus
    /// The routes whose lists mention this subscription.
    var routes: [Route] = []
    /// Deliveries through lists that were freed.
    let offered = Atomic<UInt64>(0)
    private let hasEnded = Atomic(false)

    init(info: SubscriptionInfo, isConditional: Bool, bus: EventBus) {
        self.info = info
        self.isConditional = isConditional
        self.bus = bus
        counters.remember(owner: self)
    }

    /// How often events were offered to it, through lists in use and lists that were freed. Called under the registry's
    /// lock.
    var offeredCount: UInt64 {
        while true {
            // A list that is folded between the two looks is in neither; then both are repeated.
            let freed = offered.load(ordering: .acquiring)
            let total = routes.reduce(freed) { $0 + $1.unfoldedCount(for: self) }
            if offered.load(ordering: .acquiring) == freed { return total }
        }
    }

    /// What takes the queued events of this subscription, if it has a queue.
    var worker: (any QueueWorker)? { nil }

    /// Whether a reader of the program's takes its queued events, rather than a worker.
    var isStream: Bool { false }

    /// Whether it may ever get events of this type; `nil` when only an event can tell.
    func wants(_ type: any Any.Type) -> Bool? { nil }

    /// Whether the event is of a type it wants.
    func accepts(_ event: some Event) -> Bool { false }

    /// The handler for events passed as `E`, of a type that it wants; `nil` when its conditions rule the type out.
    func handler<E: Event>(for type: E.Type) -> AnyObject? { nil }

    /// Why it would or would not get this event.
    func verdict(on event: any Event) -> Explanation.Verdict { .otherType }

    /// Ends the subscription once. Callable from inside a handler.
    func end(waiting: Bool = false) {
        guard !hasEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
        bus.remove(self, waiting: waiting)
        worker?.stop()
    }

    /// Counts an event that its queue let go, and reports it to whoever wants to know.
    func dropped(_ event: Any, because reason: UndeliverableEvent.Reason? = nil) {
        counters.drop()
        guard let event = event as? any Event else { return }
        bus.report(event, reason ?? .queueFull(limit: worker?.limit ?? 0), info)
    }
}
