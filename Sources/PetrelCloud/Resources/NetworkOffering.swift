public import PetrelStates

/// A kind of network that the cloud offers: its services and who provides them.
///
/// It begins `Disabled`, so that it can be finished in peace, or `Enabled`, and goes back and
/// forth. It ends by removal, which is no row, in either state.
///
/// CloudStack has no machine for it (`com.cloud.offering.NetworkOffering.State`); the rows are what
/// its configuration manager does. The `NETWORK_OFFERING` meter is not this resource's: it runs on
/// every ``Nic``.
public enum NetworkOffering: CloudResource {
    public enum State: String, LifecycleName {
        case disabled = "Disabled"
        case enabled = "Enabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "NetworkOffering"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.disabled, .enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.disabled, "not offered", removable: true),
        .stable(.enabled, "offered", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.disabled, on: .updateState, to: .enabled),
        .from(.enabled, on: .updateState, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "NETWORK.OFFERING.CREATE", "NETWORK.OFFERING.CLONE", "NETWORK.OFFERING.EDIT",
        "NETWORK.OFFERING.DELETE", "NETWORK.OFFERING.ASSIGN", "NETWORK.OFFERING.REMOVE",
    ]
}
