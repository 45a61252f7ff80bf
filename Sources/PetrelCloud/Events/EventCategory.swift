/// What sort of thing an event tells: the second word of its topic.
public enum EventCategory: String, Hashable, Sendable, CaseIterable {
    /// Somebody asked for something; one event per step, from acceptance to the result.
    case action = "ActionEvent"
    /// A resource went from one state to another.
    case resourceState = "ResourceStateEvent"
    /// Something needs the attention of an operator.
    case alert = "AlertEvent"
    /// The usage of a resource began, changed or ended.
    case usage = "UsageEvent"
    /// An asynchronous job was submitted, made progress or ended.
    case asyncJob = "AsyncJobEvent"
}
