/// One mistake in a kind's table: where it is, what is wrong and what to write instead.
public struct LifecycleFinding: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case unnamedKind
        case noInitialState
        case initialStateListedTwice
        case initialStateOutside
        case undescribedState
        case stateDescribedTwice
        case unlistedState
        case unlistedTrigger
        case rowListedTwice
        case rowWithoutTarget
        case targetListedTwice
        case rowOutside
        case unreachableState
        case deadEnd
        case transientStateWithoutWayOut
        case transientStateWithoutLimit
        case finalStateLeft
        case silentChange
        case silentMetering
        case unusedTrigger
        case outsideTriggerUsed
    }

    public let kind: String
    public let problem: Problem
    /// The state concerned, if one is.
    public let state: String?
    /// The trigger concerned, if one is.
    public let trigger: String?
    /// What is wrong, in a sentence naming kind, state and trigger.
    public let message: String
    /// What to write instead.
    public let remedy: String
}

extension LifecycleFinding: CustomStringConvertible {
    public var description: String { "\(message) \(remedy)" }
}
