public import PetrelStates

/// A size of virtual machine that the cloud offers: processors, memory, priorities.
///
/// It is `Active` from the start, can be withdrawn and offered again, and is deleted by making it
/// `Inactive` for good: machines that have it keep it, so only its removal, which is no row, lets
/// it go.
///
/// CloudStack has no machine for it (`com.cloud.offering.ServiceOffering.State`); the rows are what
/// its configuration manager does. Ours is that a withdrawn offering can be deleted too.
public enum ServiceOffering: CloudResource {
    public enum State: String, LifecycleName {
        case inactive = "Inactive"
        case active = "Active"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
        case delete = "Delete"
    }

    public static let kind = "ServiceOffering"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.inactive, "withdrawn or deleted", removable: true),
        .stable(.active, "offered"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.active, on: .updateState, to: .inactive),
        .from(.inactive, on: .updateState, to: .active),
        .from(.active, on: .delete, to: .inactive),
        .from(.inactive, on: .delete, to: .inactive),
    ]

    public static let eventTypes: [EventType] = [
        "SERVICE.OFFERING.CREATE", "SERVICE.OFFERING.CLONE", "SERVICE.OFFERING.EDIT",
        "SERVICE.OFFERING.DELETE",
    ]
}
