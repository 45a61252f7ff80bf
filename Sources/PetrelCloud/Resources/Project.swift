public import PetrelStates

/// A team's shared account: what belongs to the project belongs to nobody in it.
///
/// It begins `Disabled`, for the moment in which its account is made, and is then `Active`.
/// Suspending it pauses everything in it until it is activated again. Deleting it makes it
/// `Disabled` once more while its resources go, and then it is removed; a clean-up that fails
/// leaves it there, and it can be deleted again. One whose account could not be made is removed at
/// once.
///
/// CloudStack has no state machine and lets a project be suspended whatever its state. The rows
/// follow its manager where it makes sense: only an active project is suspended. Only
/// `CleanupFailed` is ours.
public enum Project: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
        case disabled = "Disabled"
        case suspended = "Suspended"
    }

    public enum Trigger: String, LifecycleName {
        case createFinished = "CreateFinished"
        case suspend = "Suspend"
        case activate = "Activate"
        case deleteRequested = "DeleteRequested"
        case cleanupFailed = "CleanupFailed"
    }

    public static let kind = "Project"
    public static let family = ResourceFamily.identity
    public static let initial: [State] = [.disabled]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "usable"),
        .transient(.disabled, "just made, or being deleted", limit: .hours(1), removable: true),
        .stable(.suspended, "paused, its account disabled"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.disabled, on: .createFinished, to: .active),
        .from(.disabled, on: .deleteRequested, to: .disabled),
        .from(.disabled, on: .cleanupFailed, to: .disabled),
        .from(.active, on: .suspend, to: .suspended),
        .from(.active, on: .deleteRequested, to: .disabled),
        .from(.suspended, on: .activate, to: .active),
        .from(.suspended, on: .deleteRequested, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "PROJECT.CREATE", "PROJECT.UPDATE", "PROJECT.ACTIVATE", "PROJECT.SUSPEND", "PROJECT.DELETE",
        "PROJECT.ACCOUNT.ADD", "PROJECT.ACCOUNT.REMOVE", "PROJECT.USER.ADD", "PROJECT.USER.REMOVE",
        "PROJECT.ROLE.CREATE", "PROJECT.ROLE.UPDATE", "PROJECT.ROLE.DELETE",
        "PROJECT.ROLE.PERMISSION.CREATE", "PROJECT.ROLE.PERMISSION.UPDATE",
        "PROJECT.ROLE.PERMISSION.DELETE",
    ]
}
