extension StateMachine {
    public var kind: String { erased.kind }

    /// Where a resource goes from this state on this trigger.
    ///
    /// - Parameters:
    ///   - state: Where the resource is.
    ///   - trigger: What happens to it.
    ///   - target: The state to go to, for rows that lead to several.
    ///   - attributes: What guards judge.
    ///   - id: Named in the error; the answer does not depend on it.
    /// - Throws: ``TransitionError``, saying what would have been possible.
    @inlinable
    public func next(
        from state: State, on trigger: Trigger, to target: State? = nil,
        attributes: [String: String] = [:], of id: String = ""
    ) throws(TransitionError) -> State {
        if case .none = target, let plain = plainTarget(from: state, on: trigger) { return plain }
        return try judgedTarget(trigger, id, state, target, attributes)
    }

    /// The target of a row that has only one and asks for nothing.
    @inlinable
    func plainTarget(from state: State, on trigger: Trigger) -> State? {
        guard let from = states.position(of: state), let on = triggers.position(of: trigger)
        else { return nil }
        return plainTargets[from * triggers.all.count + on]
    }

    @usableFromInline
    func judgedTarget(
        _ trigger: Trigger, _ id: String, _ state: State, _ target: State?,
        _ attributes: [String: String]
    ) throws(TransitionError) -> State {
        let request = try request(trigger, id, state, target, attributes)
        return states.all[try erased.table.resolve(request).target]
    }

    /// Whether a row for this state and trigger exists. Guards are not asked.
    public func allows(_ trigger: Trigger, in state: State) -> Bool {
        guard let from = states.position(of: state), let on = triggers.position(of: trigger)
        else { return false }
        return erased.table.row(state: from, trigger: on) != nil
    }

    /// The triggers with a row from this state, in the kind's order.
    public func triggers(from state: State) -> [Trigger] {
        triggers.all.filter { allows($0, in: state) }
    }

    /// What the state means, or `nil` when the kind does not describe it.
    public func description(of state: State) -> AnyStateDescription? {
        erased.description(of: state.rawValue)
    }

    /// How long a resource may stay in a transient state; `nil` for the others.
    public func limit(of state: State) -> Duration? {
        description(of: state)?.role.limit
    }

    func request(
        _ trigger: Trigger, _ id: String, _ state: State, _ target: State?,
        _ attributes: [String: String]
    ) throws(TransitionError) -> TransitionTable.Request {
        guard let from = states.position(of: state), let on = triggers.position(of: trigger) else {
            return try erased.table.request(
                id: id, state: state.rawValue, trigger: trigger.rawValue,
                target: target?.rawValue, attributes: attributes)
        }
        return TransitionTable.Request(
            id: id, state: from, trigger: on,
            target: target.map { (states.position(of: $0), $0.rawValue) }, attributes: attributes)
    }
}
