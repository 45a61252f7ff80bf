public import PetrelStates

/// Cables and switches of a zone, and the kinds of traffic that may use them.
///
/// It is made `Disabled`, enabled when its traffic types and providers are set up, and can be
/// switched off and on. A request to delete it disables it first; if networks still use it, it
/// stays so, and is enabled again or removed once they are gone.
///
/// CloudStack has no state machine; the rows follow its manager, with the request to delete written
/// out for both states. `Disabled` is rest and step of deletion at once there, so it has no time
/// limit here either.
public enum PhysicalNetwork: CloudResource {
    public enum State: String, LifecycleName {
        case disabled = "Disabled"
        case enabled = "Enabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
        case deleteRequested = "DeleteRequested"
    }

    public static let kind = "PhysicalNetwork"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.disabled]

    public static let states: [StateDescription<State>] = [
        .stable(.disabled, "not used, or about to be deleted", removable: true),
        .stable(.enabled, "in use"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.disabled, on: .updateState, to: .enabled),
        .from(.disabled, on: .deleteRequested, to: .disabled),
        .from(.enabled, on: .updateState, to: .disabled),
        .from(.enabled, on: .deleteRequested, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "PHYSICAL.NETWORK.CREATE", "PHYSICAL.NETWORK.UPDATE", "PHYSICAL.NETWORK.DELETE",
        "TRAFFIC.TYPE.CREATE", "TRAFFIC.TYPE.UPDATE", "TRAFFIC.TYPE.DELETE",
        "PHYSICAL.LOADBALANCER.ADD", "PHYSICAL.LOADBALANCER.CONFIGURE",
        "PHYSICAL.LOADBALANCER.DELETE", "PHYSICAL.FIREWALL.ADD", "PHYSICAL.FIREWALL.CONFIGURE",
        "PHYSICAL.FIREWALL.DELETE",
    ]
}
