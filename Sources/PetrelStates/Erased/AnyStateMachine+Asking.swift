extension AnyStateMachine {
    /// The change that this trigger means for a resource in this state.
    ///
    /// - Parameters:
    ///   - state: Where the resource is.
    ///   - trigger: What happens to it.
    ///   - to: The state to go to, for rows that lead to several.
    ///   - attributes: What guards judge.
    ///   - id: The resource, for the change and for the error.
    /// - Throws: ``TransitionError``, saying what would have been possible.
    public func next(
        state: String, trigger: String, to: String? = nil, attributes: [String: String] = [:],
        id: String = ""
    ) throws(TransitionError) -> StateChange {
        try table.change(
            table.request(
                id: id, state: state, trigger: trigger, target: to, attributes: attributes))
    }

    /// The row for this state and trigger.
    public func transition(from state: String, on trigger: String) -> AnyTransition? {
        guard let from = table.statePositions[state], let on = table.triggerPositions[trigger]
        else { return nil }
        return table.row(state: from, trigger: on).map { table.rows[$0] }
    }

    /// The triggers with a row from this state, in the kind's order.
    public func triggers(from state: String) -> [String] {
        guard let from = table.statePositions[state] else { return [] }
        return table.triggers(from: from).map { table.triggerNames[$0] }
    }
}
