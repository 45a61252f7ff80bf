/// Puts events into a subscription's queue.
final class QueueHandler<E>: Handler<E>, @unchecked Sendable {
    // Unchecked as its superclass is; every member is constant and Sendable.
    let buffer: EventBuffer<E>
    unowned let subscription: SubscriptionRecord

    init(_ buffer: EventBuffer<E>, _ subscription: SubscriptionRecord) {
        self.buffer = buffer
        self.subscription = subscription
    }

    override func handle(_ event: E) throws {
        switch buffer.offer(event, letGo: { subscription.dropped($0) }) {
        case .accepted, .closed: break
        case .refused: subscription.dropped(event)
        case .overflowed:
            subscription.dropped(event)
            subscription.end()
        case .mustWait:
            guard !Refusals.note(event, buffer, subscription) else { return }
            subscription.dropped(event)
        }
    }
}
