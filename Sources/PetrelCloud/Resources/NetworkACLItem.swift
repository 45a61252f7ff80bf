public import PetrelStates

/// One rule of a network access list, in force on every tier of a VPC that uses the list.
///
/// It is `Staged` until its numbers and addresses are known to fit the list, `Add` until every tier
/// has it, then `Active`. Changing an active item sends it back to `Add`. A router that refuses
/// leaves the item in `Add`: the list is programmed as a whole, so the next attempt for any item
/// brings this one along. It is removed while it is still being checked, or from `Revoke` when the
/// routers have let go.
///
/// CloudStack has no state machine; these are its manager's steps. The two failure rows are ours:
/// CloudStack keeps the state in silence.
public enum NetworkACLItem: CloudResource {
    public enum State: String, LifecycleName {
        case staged = "Staged"
        case add = "Add"
        case active = "Active"
        case revoke = "Revoke"
    }

    public enum Trigger: String, LifecycleName {
        case validated = "Validated"
        case appliedOnBackend = "AppliedOnBackend"
        case applyFailed = "ApplyFailed"
        case updateRequested = "UpdateRequested"
        case revokeRequested = "RevokeRequested"
        case removeFailed = "RemoveFailed"
    }

    public static let kind = "NetworkACLItem"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.staged]

    public static let states: [StateDescription<State>] = [
        .transient(.staged, "recorded, being checked", limit: .minutes(1), removable: true),
        .transient(.add, "to be programmed", limit: .minutes(10)),
        .stable(.active, "programmed on all tiers of the list"),
        .transient(.revoke, "to be taken off the tiers", limit: .minutes(10), removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.staged, on: .validated, to: .add),
        .from(.add, on: .appliedOnBackend, to: .active),
        .from(.add, on: .applyFailed, to: .add),
        .from(.add, on: .revokeRequested, to: .revoke),
        .from(.active, on: .updateRequested, to: .add),
        .from(.active, on: .revokeRequested, to: .revoke),
        .from(.revoke, on: .removeFailed, to: .revoke),
    ]

    public static let eventTypes: [EventType] = [
        "NETWORK.ACL.ITEM.CREATE", "NETWORK.ACL.ITEM.UPDATE", "NETWORK.ACL.ITEM.DELETE",
    ]
}
