/// Lets through what a topic pattern matches.
final class TopicHandler<E: TopicalEvent>: Handler<E>, @unchecked Sendable {
    // Unchecked as its superclass is; every member is constant and Sendable.
    let pattern: TopicPattern
    let inner: Handler<E>
    let counters: SubscriptionCounters

    init(_ pattern: TopicPattern, _ inner: Handler<E>, _ counters: SubscriptionCounters) {
        self.pattern = pattern
        self.inner = inner
        self.counters = counters
    }

    override func handle(_ event: E) throws {
        guard pattern.matches(event.topic) else { return counters.reject() }
        counters.accept()
        try inner.handle(event)
    }
}

extension Handler where E: Event {
    /// This handler behind a pattern; `nil` when events of its type have no topic.
    func behind(_ pattern: TopicPattern, _ counters: SubscriptionCounters) -> Handler<E>? {
        func open<Topical: TopicalEvent>(_ type: Topical.Type) -> Handler<E>? {
            guard let inner = self as? Handler<Topical> else { return nil }
            return TopicHandler(pattern, inner, counters) as? Handler<E>
        }
        guard let type = E.self as? any TopicalEvent.Type else { return nil }
        return open(type)
    }
}
