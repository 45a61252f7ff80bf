public import PetrelStates

/// Hosts of one kind that share storage and can hand machines to each other.
///
/// This is whether a cluster takes new resources; whether it is under control at all is told apart
/// from it by ``ClusterManagedState``. It takes them from the start unless made disabled. Disabling
/// it stops nothing that runs. It can be removed in either state once it is empty.
///
/// CloudStack has no state machine that moves this state; the rows follow its manager.
public enum Cluster: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "Enabled"
        case disabled = "Disabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "Cluster"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.enabled, .disabled]

    public static let states: [StateDescription<State>] = [
        .stable(.enabled, "takes new resources", removable: true),
        .stable(.disabled, "takes none; what runs there runs on", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .updateState, to: .disabled),
        .from(.disabled, on: .updateState, to: .enabled),
    ]

    public static let eventTypes: [EventType] = ["CLUSTER.ROLLING.MAINTENANCE"]
}
