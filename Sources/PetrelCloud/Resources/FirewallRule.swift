public import PetrelStates

/// A hole in the firewall of a public address, or in the way out of a network.
///
/// A rule is `Staged` until it is known not to conflict with others, or removed at once if it does,
/// then `Add` until the router has it and `Active` from then on. A request to revoke it makes it
/// `Revoke`, and it is removed when the router has let go; until then, or while a rule that needs
/// it still exists, it stays so. A rule that the router would not take is revoked at once.
///
/// Rules for traffic coming in, going out, over IPv6 and in routed networks are all of this kind;
/// they differ in their event types and not in their lives. CloudStack has no state machine: the
/// rows follow its managers, only `ApplyFailed` and `RemoveFailed` are ours. `Deleting` is declared
/// there and never set. Firewall rules are not billed.
public enum FirewallRule: CloudResource {
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
        case applyFailed = "ApplyFailed"
        case revokeRequested = "RevokeRequested"
        case relatedRuleExists = "RelatedRuleExists"
        case removeFailed = "RemoveFailed"
    }

    public static let kind = "FirewallRule"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.staged]

    public static let states: [StateDescription<State>] = [
        .transient(
            .staged, "recorded, conflicts not yet checked", limit: .minutes(1), removable: true),
        .transient(.add, "to be programmed", limit: .minutes(10)),
        .stable(.active, "programmed on the router"),
        .transient(.revoke, "to be taken off the router", limit: .minutes(10), removable: true),
        .outside(.deleting, "declared, never set"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.staged, on: .validated, to: .add),
        .from(.add, on: .appliedOnBackend, to: .active),
        .from(.add, on: .applyFailed, to: .revoke),
        .from(.add, on: .revokeRequested, to: .revoke),
        .from(.active, on: .revokeRequested, to: .revoke),
        .from(.revoke, on: .relatedRuleExists, to: .revoke),
        .from(.revoke, on: .removeFailed, to: .revoke),
    ]

    public static let eventTypes: [EventType] = [
        "FIREWALL.OPEN", "FIREWALL.UPDATE", "FIREWALL.CLOSE", "FIREWALL.EGRESS.OPEN",
        "FIREWALL.EGRESS.UPDATE", "FIREWALL.EGRESS.CLOSE", "IPV6.FIREWALL.RULE.CREATE",
        "IPV6.FIREWALL.RULE.UPDATE", "IPV6.FIREWALL.RULE.DELETE",
        "ROUTING.IPV4.FIREWALL.RULE.CREATE", "ROUTING.IPV4.FIREWALL.RULE.UPDATE",
        "ROUTING.IPV4.FIREWALL.RULE.DELETE",
    ]
}
