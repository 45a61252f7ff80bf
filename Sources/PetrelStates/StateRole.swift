/// What kind of place a state is in a resource's life.
public enum StateRole: Hashable, Sendable {
    /// A resource may rest here.
    case stable
    /// Work is under way; after the time limit the watchdog asks what became of it.
    case transient(limit: Duration)
    /// The end of the life; no row leaves it, or only rows that end in another final state.
    case final
    /// The field knows the name, but no row enters it. Rows may leave it, for resources that
    /// another system left there.
    case outside
}

extension StateRole {
    /// How long a resource may stay, in a transient state.
    public var limit: Duration? {
        if case .transient(let limit) = self { limit } else { nil }
    }

    public var isTransient: Bool { limit != nil }
}

extension StateRole: CustomStringConvertible {
    /// One word: `stable`, `transient`, `final` or `outside`.
    public var description: String {
        switch self {
        case .stable: "stable"
        case .transient: "transient"
        case .final: "final"
        case .outside: "outside"
        }
    }
}
