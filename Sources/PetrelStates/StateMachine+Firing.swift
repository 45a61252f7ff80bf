extension StateMachine {
    /// Moves a resource: looks the row up, judges its guard, asks the listeners, commits, tells the
    /// listeners.
    ///
    /// Nothing has happened when this throws: ``TransitionError`` when the rows do not allow it,
    /// ``TransitionVeto`` when a listener objects, otherwise what `commit` threw.
    ///
    /// - Parameters:
    ///   - trigger: What happens to the resource.
    ///   - id: The resource.
    ///   - state: Where the resource is.
    ///   - target: The state to go to, for rows that lead to several.
    ///   - context: What guards judge and what listeners get to see.
    ///   - commit: Makes the change true. Called exactly once, after every listener agreed, also
    ///     for silent changes.
    /// - Returns: What `commit` returned.
    @discardableResult
    public func fire<Committed: Sendable>(
        _ trigger: Trigger, on id: String, in state: State, to target: State? = nil,
        context: TransitionContext = TransitionContext(),
        commit: (StateChange) throws -> Committed
    ) throws -> Committed {
        let request = try request(trigger, id, state, target, context.attributes)
        return try erased.fire(request, context, commit)
    }

    /// The same with a commit that waits.
    @discardableResult
    public func fire<Committed: Sendable>(
        _ trigger: Trigger, on id: String, in state: State, to target: State? = nil,
        context: TransitionContext = TransitionContext(),
        isolation: isolated (any Actor)? = #isolation,
        commit: (StateChange) async throws -> Committed
    ) async throws -> Committed {
        let request = try request(trigger, id, state, target, context.attributes)
        return try await erased.fire(request, context, commit)
    }

    /// Adds a listener to this kind, on every machine that shares this machine's registry.
    @discardableResult
    public func add(_ listener: any StateListener) -> StateListeners.Token {
        erased.add(listener)
    }

    /// Removes a listener added here or to the shared registry.
    public func remove(_ token: StateListeners.Token) {
        erased.remove(token)
    }
}
