extension AnyStateMachine {
    /// Moves a resource by names; promises what the typed `fire` of ``StateMachine`` promises.
    @discardableResult
    public func fire<Committed: Sendable>(
        _ trigger: String, on id: String, in state: String, to target: String? = nil,
        context: TransitionContext = TransitionContext(),
        commit: (StateChange) throws -> Committed
    ) throws -> Committed {
        let request = try table.request(
            id: id, state: state, trigger: trigger, target: target, attributes: context.attributes)
        return try fire(request, context, commit)
    }

    /// The same with a commit that waits.
    @discardableResult
    public func fire<Committed: Sendable>(
        _ trigger: String, on id: String, in state: String, to target: String? = nil,
        context: TransitionContext = TransitionContext(),
        isolation: isolated (any Actor)? = #isolation,
        commit: (StateChange) async throws -> Committed
    ) async throws -> Committed {
        let request = try table.request(
            id: id, state: state, trigger: trigger, target: target, attributes: context.attributes)
        return try await fire(request, context, commit)
    }

    /// Adds a listener to this kind, on every machine that shares this machine's registry.
    @discardableResult
    public func add(_ listener: any StateListener) -> StateListeners.Token {
        listeners.add(listener, for: kind)
    }

    /// Removes a listener added here or to the shared registry.
    public func remove(_ token: StateListeners.Token) {
        listeners.remove(token)
    }

    func fire<Committed: Sendable>(
        _ request: TransitionTable.Request, _ context: TransitionContext,
        _ commit: (StateChange) throws -> Committed
    ) throws -> Committed {
        let firing = try Firing(table.change(request), context: context, registry: listeners)
        return try firing.conclude(Result { try commit(firing.change) })
    }

    func fire<Committed: Sendable>(
        _ request: TransitionTable.Request, _ context: TransitionContext,
        isolation: isolated (any Actor)? = #isolation,
        _ commit: (StateChange) async throws -> Committed
    ) async throws -> Committed {
        let firing = try Firing(table.change(request), context: context, registry: listeners)
        let result: Result<Committed, any Error>
        do {
            result = .success(try await commit(firing.change))
        } catch {
            result = .failure(error)
        }
        return try firing.conclude(result)
    }
}
