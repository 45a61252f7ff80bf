/// Calls a closure with an object that may have gone; then the subscription ends.
final class WeakHandler<Object: AnyObject & Sendable, E>: Handler<E>, @unchecked Sendable {
    // Unchecked as its superclass is; every member is constant and Sendable.
    let reference: WeakReference<Object>
    let body: @Sendable (Object, E) throws -> Void
    unowned let subscription: SubscriptionRecord

    init(
        _ reference: WeakReference<Object>, subscription: SubscriptionRecord,
        body: @escaping @Sendable (Object, E) throws -> Void
    ) {
        self.reference = reference
        self.subscription = subscription
        self.body = body
    }

    override func handle(_ event: E) throws {
        guard let object = reference.object else { return subscription.end() }
        try body(object, event)
    }
}

/// An object that may go.
final class WeakReference<Object: AnyObject & Sendable>: @unchecked Sendable {
    // Unchecked because of the weak variable, which the runtime reads and clears atomically.
    private(set) weak var object: Object?

    init(_ object: Object) {
        self.object = object
    }
}
