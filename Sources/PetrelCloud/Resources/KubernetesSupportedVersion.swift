public import PetrelStates

/// A version of Kubernetes, with the image its clusters are made from.
///
/// It is offered from the start, can be withdrawn and offered again, and is removed in either state
/// once no cluster runs it.
///
/// CloudStack has no state machine; the two rows are its manager's.
public enum KubernetesSupportedVersion: CloudResource {
    public enum State: String, LifecycleName {
        case disabled = "Disabled"
        case enabled = "Enabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "KubernetesSupportedVersion"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.disabled, "not offered", removable: true),
        .stable(.enabled, "offered to those who make clusters", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .updateState, to: .disabled),
        .from(.disabled, on: .updateState, to: .enabled),
    ]

    public static let eventTypes: [EventType] = [
        "KUBERNETES.VERSION.ADD", "KUBERNETES.VERSION.UPDATE", "KUBERNETES.VERSION.DELETE",
    ]
}
