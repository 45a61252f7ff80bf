/// A handler for every event type of a family, made once for each type that is posted.
///
/// This is the way to subscribe by protocol without boxing: where a closure that takes `any Billable` costs an
/// allocation for each event larger than three words, a family hands out a handler of the event's own type.
///
/// ```swift
/// struct Billing: HandlerFamily {
///     let total: Total
///
///     func handler<E: Event>(for type: E.Type) -> Handler<E>? {
///         guard let billable = type as? any Billable.Type else { return nil }
///         return handler(forBillable: billable) as? Handler<E>
///     }
///
///     // Gives back an object of any kind: that is what lets the compiler open the type above.
///     func handler<B: Billable>(forBillable type: B.Type) -> AnyObject { Meter<B>(total) }
/// }
/// ```
public protocol HandlerFamily: Sendable {
    /// The handler for events of this type, or `nil` when the type is none of the family's.
    ///
    /// Called once for each event type, when it is first posted, with the bus locked: it must not use the bus.
    func handler<E: Event>(for type: E.Type) -> Handler<E>?
}
