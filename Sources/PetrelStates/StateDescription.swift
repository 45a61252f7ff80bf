/// What being in a state means, and how long a resource may stay there.
public struct StateDescription<State: LifecycleName>: Sendable {
    public typealias Role = StateRole

    public let state: State
    public let meaning: String
    public let role: Role
    /// Whether a resource may be removed from here for good. The removal is no row; only history
    /// knows the resource afterwards. Final states always allow it.
    public let isRemovable: Bool

    public static func stable(
        _ state: State, _ meaning: String, removable: Bool = false
    ) -> Self {
        Self(state: state, meaning: meaning, role: .stable, isRemovable: removable)
    }

    public static func transient(
        _ state: State, _ meaning: String, limit: Duration, removable: Bool = false
    ) -> Self {
        Self(
            state: state, meaning: meaning, role: .transient(limit: limit), isRemovable: removable)
    }

    public static func final(_ state: State, _ meaning: String) -> Self {
        Self(state: state, meaning: meaning, role: .final, isRemovable: true)
    }

    public static func outside(_ state: State, _ meaning: String) -> Self {
        Self(state: state, meaning: meaning, role: .outside, isRemovable: false)
    }
}
