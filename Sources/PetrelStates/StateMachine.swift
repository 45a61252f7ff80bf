/// The rows of one kind of resource, ready to be asked and fired.
///
/// A machine holds no resource: it is told where one is and answers where it may go. Asking costs
/// an array access and allocates nothing.
///
/// ```swift
/// let doors = StateMachine(Door.self)
/// try doors.next(from: .open, on: .push)                      // .closed
/// try doors.fire(.push, on: "front", in: .open) { change in   // listeners, commit, listeners
///     try store.write(change)
/// }
/// ```
public struct StateMachine<State: LifecycleName, Trigger: LifecycleName>: Sendable {
    /// The same machine by names, as servers, documents and tests over all kinds use it.
    public let erased: AnyStateMachine
    @usableFromInline let states: DenseIndex<State>
    @usableFromInline let triggers: DenseIndex<Trigger>
    /// The target of each row that has only one and asks for nothing, by the positions of state and
    /// trigger.
    @usableFromInline let plainTargets: [State?]

    /// The machine of a kind. Machines that are given one registry share its listeners.
    public init<Life: Lifecycle>(_ life: Life.Type, listeners: StateListeners = StateListeners())
    where Life.State == State, Life.Trigger == Trigger {
        self.init(
            kind: life.kind, initial: life.initial, states: life.states, rows: life.transitions,
            outsideTriggers: life.outsideTriggers, listeners: listeners)
    }

    /// A machine from bare rows.
    ///
    /// Without descriptions a state that some row leaves counts as stable, one that rows only enter
    /// as final, and one that no row names as outside.
    public init(
        kind: String, initial: [State], states: [StateDescription<State>]? = nil,
        rows: [Transition<State, Trigger>], outsideTriggers: [Trigger] = [],
        listeners: StateListeners = StateListeners()
    ) {
        let descriptions = states ?? Self.descriptions(initial: initial, rows: rows)
        let index = DenseIndex<State>()
        self.states = index
        self.triggers = DenseIndex()
        let table = TransitionTable(
            kind: kind, initial: initial.map(\.rawValue),
            stateNames: self.states.all.map(\.rawValue),
            triggerNames: self.triggers.all.map(\.rawValue),
            outsideTriggers: outsideTriggers.map(\.rawValue),
            descriptions: descriptions.map(AnyStateDescription.init),
            rows: rows.map(AnyTransition.init))
        erased = AnyStateMachine(table: table, listeners: listeners)
        plainTargets = table.plainTargets.map { $0.map { index.all[$0] } }
    }

    private static func descriptions(
        initial: [State], rows: [Transition<State, Trigger>]
    ) -> [StateDescription<State>] {
        let left = Set(rows.map(\.from))
        let entered = Set(rows.flatMap(\.targets)).union(initial)
        return State.allCases.map { state in
            if left.contains(state) { return .stable(state, "") }
            return entered.contains(state) ? .final(state, "") : .outside(state, "")
        }
    }
}
