/// A subscription that wants events as `Wanted`: a concrete type, a class, a protocol or `any Event`.
final class TypedSubscription<Wanted>: SubscriptionRecord, @unchecked Sendable {
    // Unchecked as its superclass is; `handler` and `queue` are made in `init`, before the record is shared.
    private let request: SubscriptionRequest<Wanted>
    private lazy var handler = makeHandler()
    private var queue: QueuedDelivery<Wanted>?

    init(_ request: SubscriptionRequest<Wanted>, id: Int, bus: EventBus) {
        self.request = request
        super.init(info: request.info(id: id), isConditional: request.isConditional, bus: bus)
        _ = handler
    }

    override var worker: (any QueueWorker)? { queue }
    override var isStream: Bool { request.isStream }
    /// The queue's contents, for a stream's reader.
    var buffer: EventBuffer<Wanted>? { queue?.buffer }

    private func makeHandler() -> Handler<Wanted> {
        var handler = queued(request.body.handler(self))
        if let accepts = request.predicate { handler = FilteredHandler(accepts, handler, counters) }
        return handler
    }

    private func queued(_ handler: Handler<Wanted>) -> Handler<Wanted> {
        guard let rule = request.delivery.queue else { return handler }
        let queue = QueuedDelivery(rule.makeBuffer(), request.body, handler, self)
        self.queue = queue
        return QueueHandler(queue.buffer, self)
    }

    override func wants(_ type: any Any.Type) -> Bool? {
        if Wanted.self == (any Event).self { return true }
        if type == Wanted.self { return true }
        if Wanted.self is AnyObject.Type { return type is Wanted.Type }
        // Only concrete types conform to `Event`; a protocol's existential does not conform to itself.
        return Wanted.self is any Event.Type ? false : nil
    }

    override func accepts(_ event: some Event) -> Bool { event is Wanted }

    override func handler<E: Event>(for type: E.Type) -> AnyObject? {
        if let pattern = request.pattern { return typed(E.self).behind(pattern, counters) }
        // An object is passed as one reference whatever its static type: its handler serves subclasses as it is.
        if Wanted.self is AnyObject.Type { return handler }
        return typed(E.self)
    }

    private func typed<E: Event>(_ type: E.Type) -> Handler<E> {
        if let exact = handler as? Handler<E> { return exact }
        if let every = handler as? Handler<any Event> { return AnyEventHandler(every) }
        return AdaptingHandler<E, Wanted>(handler)
    }

    override func verdict(on event: any Event) -> Explanation.Verdict {
        guard let wanted = event as? Wanted else { return .otherType }
        if let pattern = request.pattern {
            guard let topic = (event as? any TopicalEvent)?.topic else { return .otherType }
            guard pattern.matches(topic) else { return .otherTopic(topic, pattern) }
        }
        guard request.predicate?(wanted) ?? true else { return .predicateRefused }
        if let queue, queue.backlog >= queue.limit { return .queueFull(limit: queue.limit) }
        return .delivered
    }
}

/// A subscription whose handlers come from a family, one for each type.
final class FamilySubscription: SubscriptionRecord, @unchecked Sendable {
    // Unchecked as its superclass is; the only member is constant and Sendable.
    private let family: any HandlerFamily

    init(_ family: any HandlerFamily, info: SubscriptionInfo, bus: EventBus) {
        self.family = family
        super.init(info: info, isConditional: false, bus: bus)
    }

    override func wants(_ type: any Any.Type) -> Bool? { true }

    override func handler<E: Event>(for type: E.Type) -> AnyObject? {
        family.handler(for: E.self)
    }

    override func verdict(on event: any Event) -> Explanation.Verdict {
        func open<E: Event>(_ event: E) -> Bool { family.handler(for: E.self) != nil }
        return open(event) ? .delivered : .otherType
    }
}
