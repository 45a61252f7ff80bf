public import PetrelStates

/// A row of racks in a zone, with a range of addresses for what manages it.
///
/// A pod takes new resources from the start unless it is made disabled. Disabling it stops nothing
/// that runs, it only takes nothing new. It can be removed in either state once it is empty.
///
/// CloudStack has no state machine that moves this state; the rows follow its manager.
public enum Pod: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "Enabled"
        case disabled = "Disabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "Pod"
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

    public static let eventTypes: [EventType] = [
        "POD.CREATE", "POD.EDIT", "POD.DELETE", "MANAGEMENT.IP.RANGE.CREATE",
        "MANAGEMENT.IP.RANGE.UPDATE", "MANAGEMENT.IP.RANGE.DELETE", "POD.ROLLING.MAINTENANCE",
    ]
}
