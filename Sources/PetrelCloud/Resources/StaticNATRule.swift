public import PetrelStates

/// A range of ports opened on an address that stands for one virtual machine.
///
/// Static NAT itself is no rule: it is a pair of flags on the public address, set and cleared by
/// its own two actions. The rules that open ports on such an address live as port-forwarding rules
/// do, `Staged`, `Add`, `Active`, `Revoke`, but are never changed: whoever wants another range
/// removes one and adds one.
///
/// CloudStack has no state machine; the rows follow its managers, without those of an update.
/// `ApplyFailed` and `RemoveFailed` are ours. `Deleting` is declared in CloudStack and never set.
/// Usage is billed as a forwarding rule, from the check that it is valid to the request that
/// revokes it.
public enum StaticNATRule: CloudResource {
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
        case removeFailed = "RemoveFailed"
    }

    public static let kind = "StaticNatRule"
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
        .from(.staged, on: .validated, to: .add, metered: [.opens(.portForwardingRule)]),
        .from(.add, on: .appliedOnBackend, to: .active),
        .from(.add, on: .applyFailed, to: .revoke, metered: [.closes(.portForwardingRule)]),
        .from(.add, on: .revokeRequested, to: .revoke, metered: [.closes(.portForwardingRule)]),
        .from(.active, on: .revokeRequested, to: .revoke, metered: [.closes(.portForwardingRule)]),
        .from(.revoke, on: .removeFailed, to: .revoke),
    ]

    public static let eventTypes: [EventType] = [
        "STATICNAT.ENABLE", "STATICNAT.DISABLE", "NET.RULEADD", "NET.RULEDELETE",
    ]
}
