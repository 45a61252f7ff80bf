public import PetrelStates

/// A named set of permissions; every account has one.
///
/// It is `ENABLED` at once. Disabled, every call of an account that has it is refused, until it is
/// enabled again. It can be removed from either state once no account has it. Asking for the state
/// it is in already is a mistake.
///
/// CloudStack has no state machine; the two rows are its manager's.
public enum Role: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "ENABLED"
        case disabled = "DISABLED"
    }

    public enum Trigger: String, LifecycleName {
        case enable = "Enable"
        case disable = "Disable"
    }

    public static let kind = "Role"
    public static let family = ResourceFamily.identity
    public static let initial: [State] = [.enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.enabled, "its permissions hold", removable: true),
        .stable(.disabled, "calls of those who have it are refused", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .disable, to: .disabled),
        .from(.disabled, on: .enable, to: .enabled),
    ]

    public static let eventTypes: [EventType] = [
        "ROLE.CREATE", "ROLE.UPDATE", "ROLE.DELETE", "ROLE.IMPORT", "ROLE.ENABLE", "ROLE.DISABLE",
        "ROLE.PERMISSION.CREATE", "ROLE.PERMISSION.UPDATE", "ROLE.PERMISSION.DELETE",
    ]
}
