public import PetrelStates

/// The far end of a site-to-site tunnel, as its owner described it: address, networks, key,
/// ciphers.
///
/// It is a description and nothing runs for it. It can be changed, which re-starts the tunnels that
/// use it, and deleted once none does. CloudStack keeps no state for it, only a record that is
/// there or gone; the name `Active` is ours.
public enum Site2SiteCustomerGateway: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
    }

    public typealias Trigger = NoTrigger

    public static let kind = "Site2SiteCustomerGateway"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "tunnels can be made to it", removable: true)
    ]

    public static let transitions: [Transition<State, Trigger>] = []

    public static let eventTypes: [EventType] = [
        "VPN.S2S.CUSTOMER.GATEWAY.CREATE", "VPN.S2S.CUSTOMER.GATEWAY.UPDATE",
        "VPN.S2S.CUSTOMER.GATEWAY.DELETE", "VPN.S2S.GATEWAY.OBSOLETE.PARAMS",
    ]
}
