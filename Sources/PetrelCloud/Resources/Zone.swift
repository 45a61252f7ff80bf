public import PetrelStates

/// A data center, or the part of one that fails on its own.
///
/// A zone is made `Disabled`, so that pods, clusters and networks can be added before anybody
/// deploys there; enabled, it takes new resources. Disabling it stops nothing that runs, it only
/// takes nothing new. It can be removed in either state once it is empty.
///
/// CloudStack has no state machine that moves this state; the rows follow its manager.
public enum Zone: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "Enabled"
        case disabled = "Disabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "DataCenter"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.disabled, .enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.enabled, "takes new resources", removable: true),
        .stable(.disabled, "takes none; what runs there runs on", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.disabled, on: .updateState, to: .enabled),
        .from(.enabled, on: .updateState, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "ZONE.CREATE", "ZONE.EDIT", "ZONE.DELETE", "ZONE.VLAN.ASSIGN", "ZONE.VLAN.RELEASE",
        "ZONE.VXLAN.ASSIGN", "ZONE.VXLAN.RELEASE", "ZONE.IP4.SUBNET.CREATE",
        "ZONE.IP4.SUBNET.UPDATE", "ZONE.IP4.SUBNET.DELETE", "ZONE.IP4.SUBNET.DEDICATE",
        "ZONE.IP4.SUBNET.RELEASE", "ZONE.ROLLING.MAINTENANCE",
    ]
}
