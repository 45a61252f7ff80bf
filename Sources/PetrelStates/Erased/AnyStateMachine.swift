/// A machine whose states and triggers are known by name only: what serves every kind alike.
///
/// ```swift
/// let machines = [any Lifecycle.Type]([Door.self, Lamp.self]).map { AnyStateMachine($0) }
/// ```
public struct AnyStateMachine: Sendable {
    let table: TransitionTable
    let listeners: StateListeners

    init(table: TransitionTable, listeners: StateListeners) {
        self.table = table
        self.listeners = listeners
    }

    /// The machine of a kind, known by name from here on.
    public init<Life: Lifecycle>(_ life: Life.Type, listeners: StateListeners = StateListeners()) {
        self = StateMachine(life, listeners: listeners).erased
    }

    public var kind: String { table.kind }

    /// The states a new resource may begin in.
    public var initial: [String] { table.initial }

    /// The states as the kind describes them, in its order.
    public var states: [AnyStateDescription] { table.descriptions }

    /// Every name of a state, described or not.
    public var stateNames: [String] { table.stateNames }

    /// Every name of a trigger, used or not.
    public var triggerNames: [String] { table.triggerNames }

    /// Triggers the field knows but no row uses, as declared.
    public var outsideTriggers: [String] { table.outsideTriggers }

    /// Every row, in the kind's order.
    public var transitions: [AnyTransition] { table.rows }

    /// What the state means, or `nil` when the kind does not describe it.
    public func description(of state: String) -> AnyStateDescription? {
        table.description(of: state)
    }

    /// How long a resource may stay in a transient state; `nil` for the others.
    public func limit(of state: String) -> Duration? {
        description(of: state)?.role.limit
    }
}
