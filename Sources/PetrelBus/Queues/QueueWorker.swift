/// Takes the events of one queued subscription, one after the other. A ``DeliveryScheduler`` runs it.
public protocol QueueWorker: AnyObject, Sendable {
    /// Whose events these are.
    var subscription: SubscriptionInfo { get }
    /// The greatest number of events that may wait.
    var limit: Int { get }
    /// How many events wait.
    var backlog: Int { get }
    /// How long the first of them has waited, to a few milliseconds; `nil` when none waits.
    var ageOfOldest: Duration? { get }

    /// Handles the next event. False when none waits.
    func deliverNext() async -> Bool
    /// Handles events as they come, until the subscription has ended.
    func run() async
    /// Returns when the events accepted so far have been handled or dropped.
    func drain() async
    /// Ends the work: nothing more is accepted, and what waits is let go.
    func stop()
    /// Ends the work in peace: nothing more is accepted, and what waits is handled.
    func finish()
}
