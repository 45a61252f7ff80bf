/// A kind's life as a picture.
///
/// Every form shows the same: one arrow for each pair of states with its triggers listed,
/// self-transitions inside their state, transient states with their time limit, where a life begins
/// and ends. Output depends on the rows alone, so that it can be kept under version control.
public struct Diagram: Sendable {
    let picture: Picture

    public init(_ machine: AnyStateMachine) {
        picture = Picture(machine.table)
    }

    public init<State, Trigger>(_ machine: StateMachine<State, Trigger>) {
        self.init(machine.erased)
    }

    public init<Life: Lifecycle>(_ life: Life.Type) {
        self.init(AnyStateMachine(life))
    }
}
