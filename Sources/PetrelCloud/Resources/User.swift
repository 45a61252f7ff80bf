public import PetrelStates

/// A person or program that logs in on behalf of an account.
///
/// A user is `ENABLED` from the start, can be `LOCKED` or `DISABLED` and enabled again, and is
/// disabled by itself after too many wrong passwords. It can be removed from anywhere.
///
/// CloudStack has no state machine; the rows follow its manager. Users share the states of
/// accounts, but none ever becomes `REMOVED`.
public enum User: CloudResource {
    public enum State: String, LifecycleName {
        case disabled = "DISABLED"
        case enabled = "ENABLED"
        case locked = "LOCKED"
        case removed = "REMOVED"
    }

    public enum Trigger: String, LifecycleName {
        case enable = "Enable"
        case disable = "Disable"
        case tooManyFailedLogins = "TooManyFailedLogins"
        case lock = "Lock"
    }

    public static let kind = "User"
    public static let family = ResourceFamily.identity
    public static let initial: [State] = [.enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.disabled, "may not log in", removable: true),
        .stable(.enabled, "normal", removable: true),
        .stable(.locked, "may not log in", removable: true),
        .outside(.removed, "not used for users"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .lock, to: .locked),
        .from(.enabled, on: .disable, to: .disabled),
        .from(.enabled, on: .tooManyFailedLogins, to: .disabled),
        .from(.locked, on: .enable, to: .enabled),
        .from(.locked, on: .disable, to: .disabled),
        .from(.disabled, on: .enable, to: .enabled),
    ]

    public static let eventTypes: [EventType] = [
        "USER.LOGIN", "USER.LOGOUT", "USER.CREATE", "USER.UPDATE", "USER.ENABLE", "USER.DISABLE",
        "USER.LOCK", "USER.MOVE", "USER.DELETE", "REGISTER.USER.KEY", "DELETE.USER.KEY",
        "API.KEY.ACCESS.UPDATE",
    ]
}
