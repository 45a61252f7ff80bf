public import PetrelStates

/// A schedule by which snapshots of a volume are taken and old ones dropped.
///
/// It works from the moment it is made until it is deleted, by itself or with its volume; changing
/// its times is no change of state. CloudStack keeps no state for it, only a record that is there
/// or gone; the name `Active` is ours. The snapshots it takes are billed, the policy is not.
public enum SnapshotPolicy: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
    }

    public typealias Trigger = NoTrigger

    public static let kind = "SnapshotPolicy"
    public static let family = ResourceFamily.storage
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "takes snapshots at its times", removable: true)
    ]

    public static let transitions: [Transition<State, Trigger>] = []

    public static let eventTypes: [EventType] = [
        "SNAPSHOTPOLICY.CREATE", "SNAPSHOTPOLICY.UPDATE", "SNAPSHOTPOLICY.DELETE",
    ]
}
