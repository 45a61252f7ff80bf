public import PetrelStates

/// A port of a public or internal address whose traffic is spread over several virtual machines.
///
/// It is `Staged` until it is known not to conflict (if it does, it is removed at once), then
/// `Add`. Here `Add` means "to be programmed, again or for the first time": every change of
/// members, policies, certificate or of the rule itself takes an active rule there, and a rule
/// without members rests there. When the change cannot be programmed it is undone and the rule is
/// `Active` as before. A request to revoke it makes it `Revoke`, from where it is removed; when the
/// load balancer will not let go, the rule returns to what it was.
///
/// CloudStack has no state machine; the rows follow its manager. A refusal of a rule's very first
/// programming ends in `RevokeRequested`, as there. `Deleting` is declared there and never set.
///
/// Usage runs from the moment the rule has proved valid to the request that revokes it, and goes on
/// when that request is rolled back, which CloudStack forgets.
public enum LoadBalancerRule: CloudResource {
    public enum State: String, LifecycleName {
        case staged = "Staged"
        case add = "Add"
        case active = "Active"
        case revoke = "Revoke"
        case deleting = "Deleting"
    }

    public enum Trigger: String, LifecycleName {
        case validated = "Validated"
        case appliedOnBackend = "AppliedOnBackend"
        case applyFailedRollback = "ApplyFailedRollback"
        case assignOrRemoveMember = "AssignOrRemoveMember"
        case lastMemberRemoved = "LastMemberRemoved"
        case stickinessOrHealthPolicyChange = "StickinessOrHealthPolicyChange"
        case certChange = "CertChange"
        case updateRule = "UpdateRule"
        case revokeRequested = "RevokeRequested"
    }

    public static let kind = "LoadBalancer"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.staged]

    public static let states: [StateDescription<State>] = [
        .transient(
            .staged, "recorded, conflicts not yet checked", limit: .minutes(1), removable: true),
        .stable(.add, "to be programmed, or waiting for a first member"),
        .stable(.active, "programmed on the load balancer"),
        .transient(
            .revoke, "to be taken off the load balancer", limit: .minutes(10), removable: true),
        .outside(.deleting, "declared, never set"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.staged, on: .validated, to: .add, metered: [.opens(.loadBalancerPolicy)]),
        .from(.add, on: .appliedOnBackend, to: .active),
        .from(.add, on: .applyFailedRollback, to: .active),
        .from(.add, on: .revokeRequested, to: .revoke, metered: [.closes(.loadBalancerPolicy)]),
        .from(.active, on: .assignOrRemoveMember, to: .add),
        .from(.active, on: .lastMemberRemoved, to: .add),
        .from(.active, on: .stickinessOrHealthPolicyChange, to: .add),
        .from(.active, on: .certChange, to: .add),
        .from(.active, on: .updateRule, to: .add),
        .from(.active, on: .revokeRequested, to: .revoke, metered: [.closes(.loadBalancerPolicy)]),
        .from(
            .revoke, on: .applyFailedRollback, toOneOf: [.add, .active],
            metered: [.opens(.loadBalancerPolicy)]),
    ]

    public static let eventTypes: [EventType] = [
        "LB.CREATE", "LB.UPDATE", "LB.DELETE", "LB.ASSIGN.TO.RULE", "LB.REMOVE.FROM.RULE",
        "LB.CERT.UPLOAD", "LB.CERT.DELETE", "LB.CERT.ASSIGN", "LB.CERT.REMOVE",
        "LB.STICKINESSPOLICY.CREATE", "LB.STICKINESSPOLICY.UPDATE", "LB.STICKINESSPOLICY.DELETE",
        "LB.HEALTHCHECKPOLICY.CREATE", "LB.HEALTHCHECKPOLICY.UPDATE", "LB.HEALTHCHECKPOLICY.DELETE",
    ]
}
