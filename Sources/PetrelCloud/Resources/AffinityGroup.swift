public import PetrelStates

/// A named wish about where machines run: apart from each other, or together.
///
/// It is made in one step, machines join and leave it while they are stopped, and it is deleted in
/// one step. CloudStack keeps no state for it, only a record that is there or gone; the name
/// `Active` is ours.
public enum AffinityGroup: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
    }

    public typealias Trigger = NoTrigger

    public static let kind = "AffinityGroup"
    public static let family = ResourceFamily.compute
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "placement heeds it", removable: true)
    ]

    public static let transitions: [Transition<State, Trigger>] = []

    public static let eventTypes: [EventType] = [
        "AG.CREATE", "AG.DELETE", "AG.ASSIGN", "AG.REMOVE", "VM.AG.UPDATE",
    ]
}
