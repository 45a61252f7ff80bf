public import PetrelStates

/// A branch of the tree in which accounts live.
///
/// It is `Active` at once. A request to delete it makes it `Inactive` while its accounts, networks
/// and sub-domains go, and is removed when they are gone. This happens by itself to every domain
/// below one that is deleted with its contents. If something in it must stay, the deletion is
/// refused and the domain is active again.
///
/// CloudStack has no state machine; the rows follow its manager.
public enum Domain: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
        case inactive = "Inactive"
    }

    public enum Trigger: String, LifecycleName {
        case deleteRequested = "DeleteRequested"
        case parentDeletedWithCleanup = "ParentDeletedWithCleanup"
        case deleteRefusedRollback = "DeleteRefusedRollback"
    }

    public static let kind = "Domain"
    public static let family = ResourceFamily.identity
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "usable"),
        .transient(
            .inactive, "being deleted with what is in it", limit: .hours(1), removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.active, on: .deleteRequested, to: .inactive),
        .from(.active, on: .parentDeletedWithCleanup, to: .inactive),
        .from(.inactive, on: .deleteRefusedRollback, to: .active),
    ]

    public static let eventTypes: [EventType] = [
        "DOMAIN.CREATE", "DOMAIN.UPDATE", "DOMAIN.MOVE", "DOMAIN.DELETE", "RESOURCE.LIMIT.UPDATE",
    ]
}
