public import PetrelStates

/// A name that spreads traffic over load balancers in several zones.
///
/// A new rule is `Staged`: a record without load balancers, which may stay so. Assigning or
/// removing load balancers, or changing the rule, makes it `Add` until the devices of all zones
/// have it, then `Active`. What a device refuses stays `Add` and is tried again with the next
/// change. A rule that was never programmed is removed at once, any other through `Revoke`.
///
/// CloudStack has no state machine; the rows follow its manager. Ours are the failure rows and the
/// row that takes an active rule back to `Add` when it loses a load balancer (CloudStack programs
/// that without a change of state). CloudStack writes usage events for these rules that nothing
/// reads, so they are not billed.
public enum GlobalLoadBalancerRule: CloudResource {
    public enum State: String, LifecycleName {
        case staged = "Staged"
        case add = "Add"
        case active = "Active"
        case revoke = "Revoke"
    }

    public enum Trigger: String, LifecycleName {
        case assignLBRules = "AssignLbRules"
        case removeLBRules = "RemoveLbRules"
        case updateRule = "UpdateRule"
        case appliedOnBackend = "AppliedOnBackend"
        case applyFailed = "ApplyFailed"
        case revokeRequested = "RevokeRequested"
        case removeFailed = "RemoveFailed"
    }

    public static let kind = "GlobalLoadBalancerRule"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.staged]

    public static let states: [StateDescription<State>] = [
        .stable(.staged, "recorded, without load balancers", removable: true),
        .transient(.add, "to be programmed", limit: .minutes(30)),
        .stable(.active, "programmed in all zones"),
        .transient(.revoke, "to be taken off the devices", limit: .minutes(30), removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.staged, on: .assignLBRules, to: .add),
        .from(.staged, on: .removeLBRules, to: .add),
        .from(.add, on: .appliedOnBackend, to: .active),
        .from(.add, on: .applyFailed, to: .add),
        .from(.add, on: .revokeRequested, to: .revoke),
        .from(.active, on: .assignLBRules, to: .add),
        .from(.active, on: .removeLBRules, to: .add),
        .from(.active, on: .updateRule, to: .add),
        .from(.active, on: .revokeRequested, to: .revoke),
        .from(.revoke, on: .removeFailed, to: .revoke),
    ]

    public static let eventTypes: [EventType] = [
        "GLOBAL.LB.CREATE", "GLOBAL.LB.UPDATE", "GLOBAL.LB.DELETE", "GLOBAL.LB.ASSIGN",
        "GLOBAL.LB.REMOVE",
    ]
}
