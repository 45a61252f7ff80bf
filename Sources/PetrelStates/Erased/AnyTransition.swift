/// One row of a life, by names; see ``Transition``.
public struct AnyTransition: Sendable {
    public let from: String
    public let trigger: String
    /// Where the row may lead. With more than one, whoever fires the trigger names the target.
    public let targets: [String]
    /// What the row means for usage; empty when nothing.
    public let metering: [Metering]
    /// Whether the change is told to listeners.
    public let isSilent: Bool
    /// What must hold besides the state; `nil` when nothing.
    public let condition: Guard?

    /// Whether the row can only stay in its state.
    public var isSelfTransition: Bool { targets == [from] }

    init<State, Trigger>(_ row: Transition<State, Trigger>) {
        from = row.from.rawValue
        trigger = row.trigger.rawValue
        targets = row.targets.map(\.rawValue)
        metering = row.metering
        isSilent = row.isSilent
        condition = row.condition
    }
}
