public import PetrelStates

/// The power of a host's chassis, read over its management controller.
///
/// Each reading says `On`, `Off` or, when the controller does not answer or refuses the login,
/// `Unknown`. Switched off for a host it is `Disabled`, until a reading brings it back. A reading
/// that brings no news is silent.
///
/// The rows are CloudStack's
/// (`org.apache.cloudstack.outofbandmanagement.OutOfBandManagement.PowerState`), none added and
/// none left out; its rows from no state are the initial states here. This is a side of a
/// ``HostStatus`` and ends with it.
public enum OutOfBandManagement: CloudResource {
    public enum State: String, LifecycleName {
        case on = "On"
        case off = "Off"
        case unknown = "Unknown"
        case disabled = "Disabled"
    }

    public enum Trigger: String, LifecycleName {
        case on = "On"
        case off = "Off"
        case authError = "AuthError"
        case unknown = "Unknown"
        case enabled = "Enabled"
        case disabled = "Disabled"
    }

    public static let kind = "OutOfBandManagement"
    public static let aspectOf: String? = HostStatus.kind
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.on, .off, .unknown, .disabled]
    public static let outsideTriggers: [Trigger] = [.enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.on, "the chassis has power"),
        .stable(.off, "the chassis has no power"),
        .stable(.unknown, "the controller does not tell"),
        .stable(.disabled, "not used for this host"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.on, on: .on, to: .on, silent: true),
        .from(.off, on: .on, to: .on),
        .from(.unknown, on: .on, to: .on),
        .from(.disabled, on: .on, to: .on),

        .from(.on, on: .off, to: .off),
        .from(.off, on: .off, to: .off, silent: true),
        .from(.unknown, on: .off, to: .off),
        .from(.disabled, on: .off, to: .off),

        .from(.on, on: .unknown, to: .unknown),
        .from(.off, on: .unknown, to: .unknown),
        .from(.unknown, on: .unknown, to: .unknown, silent: true),
        .from(.disabled, on: .unknown, to: .unknown),

        .from(.on, on: .authError, to: .unknown),
        .from(.off, on: .authError, to: .unknown),
        .from(.disabled, on: .authError, to: .unknown),

        .from(.on, on: .disabled, to: .disabled),
        .from(.off, on: .disabled, to: .disabled),
        .from(.unknown, on: .disabled, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "HOST.OOBM.ENABLE", "HOST.OOBM.DISABLE", "HOST.OOBM.CONFIGURE", "HOST.OOBM.ACTION",
        "HOST.OOBM.CHANGEPASSWORD", "HOST.OOBM.POWERSTATE.TRANSITION",
    ]
}
