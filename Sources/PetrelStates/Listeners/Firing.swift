/// One transition on its way through the listeners: asked first, told how it ended afterwards.
struct Firing {
    let change: StateChange
    private let context: TransitionContext
    private let listeners: [any StateListener]

    /// Asks every listener. When one objects, those who had agreed are told and the veto is thrown.
    init(_ change: StateChange, context: TransitionContext, registry: StateListeners) throws {
        self.change = change
        self.context = context
        self.listeners = change.isSilent ? [] : registry.listening(to: change.kind)
        for (position, listener) in listeners.enumerated() {
            do {
                try listener.willTransition(change, context: context)
            } catch {
                let veto = TransitionVeto(
                    change: change, listener: "\(type(of: listener))", reason: error)
                tell(listeners[..<position], .vetoed(veto))
                throw veto
            }
        }
    }

    /// Tells every listener how the commit ended, and passes its result on.
    func conclude<Committed: Sendable>(
        _ result: Result<Committed, any Error>
    ) throws -> Committed {
        switch result {
        case .success(let committed): tell(listeners[...], .committed(committed))
        case .failure(let error): tell(listeners[...], .failed(error))
        }
        return try result.get()
    }

    private func tell(_ told: ArraySlice<any StateListener>, _ outcome: TransitionOutcome) {
        for listener in told {
            listener.didTransition(change, outcome: outcome, context: context)
        }
    }
}
