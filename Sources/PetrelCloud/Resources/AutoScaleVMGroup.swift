public import PetrelStates

/// A group of virtual machines behind a load balancer that grows and shrinks with its load.
///
/// It is `NEW` until the monitoring is configured, and removed again when that fails. `ENABLED` it
/// watches its counters; `SCALING` it adds or removes one machine and returns, whether that worked
/// or not. Its owner can pause it: `DISABLED`. Turning it on or off is undone when the load
/// balancer refuses. Deletion, from paused or together with its machines from any working state,
/// goes through `REVOKE`, where the group is removed or the deletion undone.
///
/// CloudStack has no state machine; the rows follow its manager. Only `ScaleFailed` is ours, one
/// with `ScaleEnd` there. The group is not billed, its machines are.
public enum AutoScaleVMGroup: CloudResource {
    public enum State: String, LifecycleName {
        case new = "NEW"
        case enabled = "ENABLED"
        case disabled = "DISABLED"
        case scaling = "SCALING"
        case revoke = "REVOKE"
    }

    public enum Trigger: String, LifecycleName {
        case configureSucceeded = "ConfigureSucceeded"
        case enable = "Enable"
        case enableFailedRollback = "EnableFailedRollback"
        case disable = "Disable"
        case disableFailedRollback = "DisableFailedRollback"
        case scaleStart = "ScaleStart"
        case scaleEnd = "ScaleEnd"
        case scaleFailed = "ScaleFailed"
        case delete = "Delete"
        case deleteWithCleanup = "DeleteWithCleanup"
        case deleteFailedRollback = "DeleteFailedRollback"
    }

    public static let kind = "AutoScaleVmGroup"
    public static let family = ResourceFamily.compute
    public static let initial: [State] = [.new]

    public static let states: [StateDescription<State>] = [
        .transient(.new, "made, not configured", limit: .minutes(10), removable: true),
        .stable(.enabled, "watching its load"),
        .stable(.disabled, "paused"),
        .transient(.scaling, "adding or removing a machine", limit: .hours(1)),
        .transient(.revoke, "being deleted", limit: .hours(1), removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.new, on: .configureSucceeded, to: .enabled),
        .from(.enabled, on: .disable, to: .disabled),
        .from(.enabled, on: .enableFailedRollback, to: .disabled),
        .from(.enabled, on: .scaleStart, to: .scaling),
        .from(.enabled, on: .deleteWithCleanup, to: .revoke),
        .from(.disabled, on: .enable, to: .enabled),
        .from(.disabled, on: .disableFailedRollback, to: .enabled),
        .from(.disabled, on: .delete, to: .revoke),
        .from(.scaling, on: .scaleEnd, to: .enabled),
        .from(.scaling, on: .scaleFailed, to: .enabled),
        .from(.scaling, on: .disable, to: .disabled),
        .from(.scaling, on: .deleteWithCleanup, to: .revoke),
        .from(.revoke, on: .deleteFailedRollback, toOneOf: [.enabled, .disabled, .scaling]),
    ]

    public static let eventTypes: [EventType] = [
        "AUTOSCALEVMGROUP.CREATE", "AUTOSCALEVMGROUP.UPDATE", "AUTOSCALEVMGROUP.DELETE",
        "AUTOSCALEVMGROUP.ENABLE", "AUTOSCALEVMGROUP.DISABLE", "AUTOSCALEVMGROUP.SCALEUP",
        "AUTOSCALEVMGROUP.SCALEDOWN", "AUTOSCALEVMGROUP.SCHEDULE.UPDATE",
    ]
}
