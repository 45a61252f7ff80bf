/// Presents an event of one type as the protocol or superclass that the subscription asked for.
///
/// An event larger than three words is boxed for each call when it is presented as a protocol; a
/// ``HandlerFamily`` avoids that.
final class AdaptingHandler<E: Event, Wanted>: Handler<E>, @unchecked Sendable {
    // Unchecked as its superclass is; the only member is constant and Sendable.
    let inner: Handler<Wanted>

    init(_ inner: Handler<Wanted>) {
        self.inner = inner
    }

    override func handle(_ event: E) throws {
        guard let wanted = event as? Wanted else { return }
        try inner.handle(wanted)
    }
}

/// The same for subscriptions to every event, which need no cast.
final class AnyEventHandler<E: Event>: Handler<E>, @unchecked Sendable {
    // Unchecked as its superclass is; the only member is constant and Sendable.
    let inner: Handler<any Event>

    init(_ inner: Handler<any Event>) {
        self.inner = inner
    }

    override func handle(_ event: E) throws {
        try inner.handle(event)
    }
}
