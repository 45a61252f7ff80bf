/// One entry of the event catalogue: what an event type is about and what it means.
public struct EventDefinition: Hashable, Sendable {
    /// Whether events of a type also say that something costs from now on, or no longer does.
    public enum UsageRole: Hashable, Sendable {
        /// No usage event of this type exists.
        case none
        /// Told as a usage event too, and bills depend on it.
        case billed
        /// Told as a usage event too, but no usage type is measured by it.
        case told
    }

    public let type: EventType
    /// The kind of the resource such an event is about; `nil` when it varies or there is none.
    public let kind: ResourceKind?
    /// How such an event is told first of all; see also ``usage``.
    public let category: EventCategory
    public let usage: UsageRole
    /// One sentence that says what happens.
    public let meaning: String
}

extension EventDefinition {
    /// A row for something that a user, or the cloud itself, does.
    static func action(
        _ type: EventType, on kind: ResourceKind? = nil, _ meaning: String,
        usage: UsageRole = .none
    ) -> EventDefinition {
        EventDefinition(
            type: type, kind: kind, category: .action, usage: usage, meaning: meaning)
    }

    /// A row for something that is told for the sake of usage only.
    static func usage(
        _ type: EventType, on kind: ResourceKind, _ meaning: String, usage: UsageRole
    ) -> EventDefinition {
        EventDefinition(type: type, kind: kind, category: .usage, usage: usage, meaning: meaning)
    }
}
