/// Whether lists show an event. Nothing of the event changes, and readers of the feed see it all the same.
public enum EventVisibility: Int64, Sendable, Hashable, CaseIterable {
    case listed
    /// Only lists that ask for archived events show it.
    case archived
    /// No list shows it.
    case deleted
}
