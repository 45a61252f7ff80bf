/// What being in a state means, and how long a resource may stay there.
public struct StateDescription<State: LifecycleName>: Sendable {
    public enum Role: Hashable, Sendable {
        /// A resource may rest here.
        case stable
        /// Work is under way; after the time limit the watchdog asks what became of it.
        case transient(limit: Duration)
        /// The end of the life; no row leaves it, or only rows that end in another final state.
        case final
        /// The field knows the name, but no row enters or leaves it.
        case outside
    }

    public let state: State
    public let meaning: String
    public let role: Role

    public static func stable(_ state: State, _ meaning: String) -> Self {
        Self(state: state, meaning: meaning, role: .stable)
    }

    public static func transient(_ state: State, _ meaning: String, limit: Duration) -> Self {
        Self(state: state, meaning: meaning, role: .transient(limit: limit))
    }

    public static func final(_ state: State, _ meaning: String) -> Self {
        Self(state: state, meaning: meaning, role: .final)
    }

    public static func outside(_ state: State, _ meaning: String) -> Self {
        Self(state: state, meaning: meaning, role: .outside)
    }
}
