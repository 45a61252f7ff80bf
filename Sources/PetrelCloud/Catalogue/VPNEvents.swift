/// Tunnels into networks: for users and between sites.
extension EventType {
    public static var remoteAccessVPNCreate: EventType { "VPN.REMOTE.ACCESS.CREATE" }
    public static var remoteAccessVPNDestroy: EventType { "VPN.REMOTE.ACCESS.DESTROY" }
    public static var remoteAccessVPNUpdate: EventType { "VPN.REMOTE.ACCESS.UPDATE" }
    public static var vpnUserAdd: EventType { "VPN.USER.ADD" }
    public static var vpnUserRemove: EventType { "VPN.USER.REMOVE" }
    public static var site2SiteVPNGatewayCreate: EventType { "VPN.S2S.VPN.GATEWAY.CREATE" }
    public static var site2SiteVPNGatewayUpdate: EventType { "VPN.S2S.VPN.GATEWAY.UPDATE" }
    public static var site2SiteVPNGatewayDelete: EventType { "VPN.S2S.VPN.GATEWAY.DELETE" }
    public static var site2SiteVPNGatewayObsoleteParams: EventType {
        "VPN.S2S.GATEWAY.OBSOLETE.PARAMS"
    }
    public static var site2SiteVPNCustomerGatewayCreate: EventType {
        "VPN.S2S.CUSTOMER.GATEWAY.CREATE"
    }
    public static var site2SiteVPNCustomerGatewayUpdate: EventType {
        "VPN.S2S.CUSTOMER.GATEWAY.UPDATE"
    }
    public static var site2SiteVPNCustomerGatewayDelete: EventType {
        "VPN.S2S.CUSTOMER.GATEWAY.DELETE"
    }
    public static var site2SiteVPNConnectionCreate: EventType { "VPN.S2S.CONNECTION.CREATE" }
    public static var site2SiteVPNConnectionUpdate: EventType { "VPN.S2S.CONNECTION.UPDATE" }
    public static var site2SiteVPNConnectionReset: EventType { "VPN.S2S.CONNECTION.RESET" }
    public static var site2SiteVPNConnectionDelete: EventType { "VPN.S2S.CONNECTION.DELETE" }
}

extension EventCatalogue {
    static let vpns: [EventDefinition] = [
        .action(
            .remoteAccessVPNCreate, on: .remoteAccessVPN, "Remote access to a network is set up."),
        .action(
            .remoteAccessVPNDestroy, on: .remoteAccessVPN,
            "Remote access to a network is taken down."),
        .action(
            .remoteAccessVPNUpdate, on: .remoteAccessVPN, "Remote access to a network is changed."),
        .action(.vpnUserAdd, on: .vpnUser, "Somebody may use remote access.", usage: .billed),
        .action(
            .vpnUserRemove, on: .vpnUser, "Somebody may no longer use remote access.",
            usage: .billed),
        .action(
            .site2SiteVPNGatewayCreate, on: .site2SiteVPNGateway,
            "A private cloud gets a gateway for tunnels to other sites."),
        .action(
            .site2SiteVPNGatewayUpdate, on: .site2SiteVPNGateway,
            "A gateway for tunnels to other sites is changed."),
        .action(
            .site2SiteVPNGatewayDelete, on: .site2SiteVPNGateway,
            "A gateway for tunnels to other sites is deleted."),
        .action(
            .site2SiteVPNGatewayObsoleteParams, on: .site2SiteCustomerGateway,
            "The other side of a tunnel uses ciphers that are no longer safe."),
        .action(
            .site2SiteVPNCustomerGatewayCreate, on: .site2SiteCustomerGateway,
            "The other side of a tunnel is described."),
        .action(
            .site2SiteVPNCustomerGatewayUpdate, on: .site2SiteCustomerGateway,
            "The description of a tunnel's other side is changed."),
        .action(
            .site2SiteVPNCustomerGatewayDelete, on: .site2SiteCustomerGateway,
            "The description of a tunnel's other side is deleted."),
        .action(
            .site2SiteVPNConnectionCreate, on: .site2SiteVPNConnection,
            "A tunnel to another site is set up."),
        .action(
            .site2SiteVPNConnectionUpdate, on: .site2SiteVPNConnection,
            "A tunnel to another site is changed."),
        .action(
            .site2SiteVPNConnectionReset, on: .site2SiteVPNConnection,
            "A tunnel to another site is taken down and set up again."),
        .action(
            .site2SiteVPNConnectionDelete, on: .site2SiteVPNConnection,
            "A tunnel to another site is taken down for good."),
    ]
}
