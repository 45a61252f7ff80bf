/// One row of a life: in this state, on this trigger, go there.
public struct Transition<State: LifecycleName, Trigger: LifecycleName>: Sendable {
    public let from: State
    public let trigger: Trigger
    /// Where the row may lead. With more than one, whoever fires the trigger names the target.
    public let targets: [State]
    /// What the row means for usage; empty when nothing.
    public let metering: [Metering]
    /// Whether the change is told to listeners. Only self-transitions that change nothing are
    /// silent.
    public let isSilent: Bool
    /// What must hold besides the state; `nil` when nothing.
    public let condition: Guard?

    /// `metered` lists what the row means for usage; `silent` rows are allowed but tell nobody.
    public static func from(
        _ state: State, on trigger: Trigger, to target: State, metered: [Metering] = [],
        silent: Bool = false,
        when condition: Guard? = nil
    ) -> Self {
        Self(
            from: state, trigger: trigger, targets: [target], metering: metered, isSilent: silent,
            condition: condition)
    }

    /// A row whose target the caller decides, among those listed.
    public static func from(
        _ state: State, on trigger: Trigger, toOneOf targets: [State], metered: [Metering] = [],
        when condition: Guard? = nil
    ) -> Self {
        Self(
            from: state, trigger: trigger, targets: targets, metering: metered, isSilent: false,
            condition: condition)
    }
}
