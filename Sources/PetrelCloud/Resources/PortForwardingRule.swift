public import PetrelStates

/// A port of a public address, handed on to a port of a virtual machine.
///
/// It is `Staged` until it is known not to conflict with another rule on the address, then `Add`
/// until the router has it, then `Active`. A change takes the old rule off the router first:
/// `Active`, `Revoke`, and back to `Add` with the new target. A request to revoke it ends in
/// `Revoke`, from where it is removed when the router has let go. A rule that conflicts is removed
/// before it was ever added.
///
/// CloudStack has no state machine; the rows follow its managers. `ApplyFailed` and `RemoveFailed`
/// are ours. `Deleting` is declared in CloudStack and never set.
///
/// Usage runs while the rule is `Add` or `Active`: from the moment it has proved valid to the
/// request that revokes it, so that a router slow to let go costs the tenant nothing. A change ends
/// one interval and begins the next.
public enum PortForwardingRule: CloudResource {
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
        case updateRequested = "UpdateRequested"
        case readdAfterUpdate = "ReaddAfterUpdate"
        case revokeRequested = "RevokeRequested"
        case removeFailed = "RemoveFailed"
    }

    public static let kind = "PortForwardingRule"
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
        .from(.active, on: .updateRequested, to: .revoke, metered: [.closes(.portForwardingRule)]),
        .from(.active, on: .revokeRequested, to: .revoke, metered: [.closes(.portForwardingRule)]),
        .from(.revoke, on: .readdAfterUpdate, to: .add, metered: [.opens(.portForwardingRule)]),
        .from(.revoke, on: .removeFailed, to: .revoke),
    ]

    public static let eventTypes: [EventType] = ["NET.RULEADD", "NET.RULEMODIFY", "NET.RULEDELETE"]
}
