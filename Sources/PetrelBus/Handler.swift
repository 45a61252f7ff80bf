/// What is called for each event.
///
/// Subclass it where nanoseconds count: a handler object is called without a retain, an allocation
/// or a look-up. Everywhere else a closure reads better.
///
/// ```swift
/// final class Total: Handler<VolumeResized> {
///     let bytes = Atomic(0)
///     override func handle(_ event: VolumeResized) { bytes.add(event.growth, ordering: .relaxed) }
/// }
/// ```
///
/// An immediate handler runs on the thread that posts, and on several at once when several post.
/// An error that it throws is reported as ``UndeliverableEvent``; the next handler runs all the same.
open class Handler<E>: @unchecked Sendable {
    // Unchecked, because a class meant for subclassing cannot be checked: it has no state of its own, and
    // a subclass answers for its state, which several threads may reach at once.

    public init() {}

    /// Takes one event. The event is borrowed for the call.
    open func handle(_ event: E) throws {}
}
