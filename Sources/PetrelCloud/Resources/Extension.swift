public import PetrelStates

/// Programs of an operator's own that stand in for a hypervisor or act on resources.
///
/// It is registered enabled or disabled, switched off and on at will, and removed in either state
/// once no resource is registered with it. Disabled, none of its actions runs.
///
/// CloudStack has no state machine; the two rows are its manager's.
public enum Extension: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "Enabled"
        case disabled = "Disabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "Extension"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.disabled, .enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.enabled, "usable", removable: true),
        .stable(.disabled, "off", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.disabled, on: .updateState, to: .enabled),
        .from(.enabled, on: .updateState, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "EXTENSION.CREATE", "EXTENSION.UPDATE", "EXTENSION.DELETE", "EXTENSION.RESOURCE.REGISTER",
        "EXTENSION.RESOURCE.UPDATE", "EXTENSION.RESOURCE.UNREGISTER",
        "EXTENSION.CUSTOM.ACTION.ADD", "EXTENSION.CUSTOM.ACTION.UPDATE",
        "EXTENSION.CUSTOM.ACTION.DELETE", "CUSTOM.ACTION",
    ]
}
