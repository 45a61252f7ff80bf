/// An event that one subscription did not get, or did not get through.
///
/// The other subscriptions are not concerned. Posted only while somebody subscribes to `UndeliverableEvent`; what
/// goes wrong with one of these is counted but not posted again.
public struct UndeliverableEvent: Event {
    public enum Reason: Sendable {
        /// The handler threw; the next handler ran all the same.
        case handlerThrew(any Error)
        /// The queue was full, and its rule let go of this event.
        case queueFull(limit: Int)
        /// The publisher waited for room, but was cancelled or the subscription ended.
        case gaveUpWaiting
        /// Handlers posted events to one another, more of them in a row than the bus allows.
        case tooManyHops(limit: Int)
    }

    public let event: any Event
    public let reason: Reason
    /// Who was to get it; `nil` when it was refused before anyone was asked.
    public let subscription: SubscriptionInfo?
}
