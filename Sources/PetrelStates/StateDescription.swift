/// What being in a state means, and how long a resource may stay there.
public struct StateDescription<State: LifecycleName>: Sendable {
    public typealias Role = StateRole

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
