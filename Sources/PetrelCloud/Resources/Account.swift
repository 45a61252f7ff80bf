public import PetrelStates

/// Whoever owns resources: a tenant, an administrator, or a project's account behind the scenes.
///
/// It is `ENABLED` from the start. `LOCKED`, nobody can log in while its machines run on;
/// `DISABLED`, they are stopped too. A quota that is overdrawn locks it by itself. Enabling ends
/// both, and an account that is enabled already takes it without a word. It can be deleted from
/// anywhere, for good; cleaning up what it owned is the work of other lives.
///
/// CloudStack has no state machine and checks little: these are its manager's rows, with the states
/// spelled as in its enumeration (the API prints them in lower case).
public enum Account: CloudResource {
    public enum State: String, LifecycleName {
        case disabled = "DISABLED"
        case enabled = "ENABLED"
        case locked = "LOCKED"
        case removed = "REMOVED"
    }

    public enum Trigger: String, LifecycleName {
        case enable = "Enable"
        case disable = "Disable"
        case lock = "Lock"
        case quotaEnforcement = "QuotaEnforcement"
        case delete = "Delete"
    }

    public static let kind = "Account"
    public static let family = ResourceFamily.identity
    public static let initial: [State] = [.enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.disabled, "may not log in; its machines are stopped"),
        .stable(.enabled, "normal"),
        .stable(.locked, "may not log in; its machines run on"),
        .final(.removed, "deleted"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .lock, to: .locked),
        .from(.enabled, on: .quotaEnforcement, to: .locked),
        .from(.enabled, on: .disable, to: .disabled),
        .from(.enabled, on: .enable, to: .enabled, silent: true),
        .from(.enabled, on: .delete, to: .removed),
        .from(.locked, on: .enable, to: .enabled),
        .from(.locked, on: .disable, to: .disabled),
        .from(.locked, on: .delete, to: .removed),
        .from(.disabled, on: .enable, to: .enabled),
        .from(.disabled, on: .delete, to: .removed),
    ]

    public static let eventTypes: [EventType] = [
        "ACCOUNT.CREATE", "ACCOUNT.UPDATE", "ACCOUNT.ENABLE", "ACCOUNT.DISABLE", "ACCOUNT.DELETE",
        "ACCOUNT.MARK.DEFAULT.ZONE", "RESOURCE.LIMIT.UPDATE",
    ]
}
