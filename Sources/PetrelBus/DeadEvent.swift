/// An event that nobody wanted: no subscription asked for its type, or every condition turned it down.
///
/// Posted only while somebody subscribes to `DeadEvent`; a dead event that nobody wants is not posted again.
public struct DeadEvent: Event {
    public let event: any Event
}
