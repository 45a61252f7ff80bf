/// Hears of state changes before and after they happen.
///
/// For each transition that is not silent, listeners are asked and told one after the other in the
/// order they were added, on the thread of whoever fired the trigger, which waits for them: be
/// quick. A listener that was asked and agreed is always told exactly once how it ended; one that
/// objected is not told again.
public protocol StateListener: Sendable {
    /// The change is about to be committed. Throwing forbids it.
    func willTransition(_ change: StateChange, context: TransitionContext) throws

    /// The change was committed, or did not happen after all because a later listener objected or
    /// the commit threw.
    func didTransition(
        _ change: StateChange, outcome: TransitionOutcome, context: TransitionContext)
}

extension StateListener {
    public func willTransition(_ change: StateChange, context: TransitionContext) throws {}

    public func didTransition(
        _ change: StateChange, outcome: TransitionOutcome, context: TransitionContext
    ) {}
}
