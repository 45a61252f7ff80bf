import PetrelStates

/// Two resting states, and nothing more.
enum Door: Lifecycle {
    enum State: String, LifecycleName {
        case open = "Open"
        case closed = "Closed"
    }
    enum Trigger: String, LifecycleName {
        case push = "Push"
        case pull = "Pull"
    }
    static let kind = "Door"
    static let initial: [State] = [.closed]
    static let states: [StateDescription<State>] = [
        .stable(.open, "people can pass"),
        .stable(.closed, "nobody can pass"),
    ]
    static let transitions: [Transition<State, Trigger>] = [
        .from(.closed, on: .pull, to: .open),
        .from(.open, on: .push, to: .closed),
    ]
}
