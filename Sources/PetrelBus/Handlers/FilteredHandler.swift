/// Lets through what a predicate accepts.
final class FilteredHandler<E>: Handler<E>, @unchecked Sendable {
    // Unchecked as its superclass is; every member is constant and Sendable.
    let accepts: @Sendable (E) -> Bool
    let inner: Handler<E>
    let counters: SubscriptionCounters

    init(
        _ accepts: @escaping @Sendable (E) -> Bool, _ inner: Handler<E>,
        _ counters: SubscriptionCounters
    ) {
        self.accepts = accepts
        self.inner = inner
        self.counters = counters
    }

    override func handle(_ event: E) throws {
        guard accepts(event) else { return counters.reject() }
        counters.accept()
        try inner.handle(event)
    }
}
