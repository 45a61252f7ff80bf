/// What became of a transition that listeners had been asked about.
public enum TransitionOutcome: Sendable {
    /// The commit succeeded and returned this.
    case committed(any Sendable)
    /// A listener asked later objected; nothing was committed.
    case vetoed(TransitionVeto)
    /// The commit threw; the resource is where it was.
    case failed(any Error)

    /// Whether the resource is now in the new state.
    public var success: Bool {
        if case .committed = self { true } else { false }
    }
}
