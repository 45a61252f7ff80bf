public import PetrelStates

/// The end of site-to-site tunnels on a VPC's router; a VPC has at most one.
///
/// It is made in one step, holds the VPC's public address for its connections and is deleted in one
/// step, once no connection uses it. CloudStack keeps no state for it, only a record that is there
/// or gone; the name `Active` is ours.
public enum Site2SiteVPNGateway: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
    }

    public typealias Trigger = NoTrigger

    public static let kind = "Site2SiteVpnGateway"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "connections can be made on it", removable: true)
    ]

    public static let transitions: [Transition<State, Trigger>] = []

    public static let eventTypes: [EventType] = [
        "VPN.S2S.VPN.GATEWAY.CREATE", "VPN.S2S.VPN.GATEWAY.UPDATE", "VPN.S2S.VPN.GATEWAY.DELETE",
    ]
}
