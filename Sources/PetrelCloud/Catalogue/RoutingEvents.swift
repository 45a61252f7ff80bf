/// Routed networks: BGP peers, AS numbers and the subnets of a zone.
extension EventType {
    public static var asRangeCreate: EventType { "AS.RANGE.CREATE" }
    public static var asRangeDelete: EventType { "AS.RANGE.DELETE" }
    public static var asNumberRelease: EventType { "AS.NUMBER.RELEASE" }
    public static var guestIP6PrefixCreate: EventType { "GUEST.IP6.PREFIX.CREATE" }
    public static var guestIP6PrefixDelete: EventType { "GUEST.IP6.PREFIX.DELETE" }
    public static var zoneIP4SubnetCreate: EventType { "ZONE.IP4.SUBNET.CREATE" }
    public static var zoneIP4SubnetUpdate: EventType { "ZONE.IP4.SUBNET.UPDATE" }
    public static var zoneIP4SubnetDelete: EventType { "ZONE.IP4.SUBNET.DELETE" }
    public static var zoneIP4SubnetDedicate: EventType { "ZONE.IP4.SUBNET.DEDICATE" }
    public static var zoneIP4SubnetRelease: EventType { "ZONE.IP4.SUBNET.RELEASE" }
    public static var ip4GuestSubnetCreate: EventType { "IP4.GUEST.SUBNET.CREATE" }
    public static var ip4GuestSubnetDelete: EventType { "IP4.GUEST.SUBNET.DELETE" }
    public static var bgpPeerCreate: EventType { "BGP.PEER.CREATE" }
    public static var bgpPeerUpdate: EventType { "BGP.PEER.UPDATE" }
    public static var bgpPeerDelete: EventType { "BGP.PEER.DELETE" }
    public static var bgpPeerDedicate: EventType { "BGP.PEER.DEDICATE" }
    public static var bgpPeerRelease: EventType { "BGP.PEER.RELEASE" }
    public static var networkBGPPeerUpdate: EventType { "NETWORK.BGP.PEER.UPDATE" }
    public static var vpcBGPPeerUpdate: EventType { "VPC.BGP.PEER.UPDATE" }
}

extension EventCatalogue {
    static let routing: [EventDefinition] = [
        .action(.asRangeCreate, "A range of AS numbers is added to a zone."),
        .action(.asRangeDelete, "A range of AS numbers is deleted from a zone."),
        .action(.asNumberRelease, "An AS number is given back."),
        .action(
            .guestIP6PrefixCreate, on: .guestIPv6Prefix,
            "A zone gets an IPv6 prefix for guest networks."),
        .action(
            .guestIP6PrefixDelete, on: .guestIPv6Prefix,
            "A zone loses an IPv6 prefix for guest networks."),
        .action(
            .zoneIP4SubnetCreate, on: .zoneIPv4Subnet,
            "A zone gets an IPv4 subnet for routed networks."),
        .action(.zoneIP4SubnetUpdate, on: .zoneIPv4Subnet, "A zone's IPv4 subnet is changed."),
        .action(.zoneIP4SubnetDelete, on: .zoneIPv4Subnet, "A zone loses an IPv4 subnet."),
        .action(
            .zoneIP4SubnetDedicate, on: .zoneIPv4Subnet,
            "A zone's IPv4 subnet is kept for one account or domain."),
        .action(
            .zoneIP4SubnetRelease, on: .zoneIPv4Subnet,
            "A zone's IPv4 subnet is open to everybody again."),
        .action(
            .ip4GuestSubnetCreate, on: .ipv4GuestSubnet,
            "A part of a zone's IPv4 subnet is cut out for a network."),
        .action(
            .ip4GuestSubnetDelete, on: .ipv4GuestSubnet,
            "A network's part of a zone's IPv4 subnet is given back."),
        .action(.bgpPeerCreate, on: .bgpPeer, "A BGP peer is recorded."),
        .action(.bgpPeerUpdate, on: .bgpPeer, "A BGP peer's settings are changed."),
        .action(.bgpPeerDelete, on: .bgpPeer, "A BGP peer is deleted."),
        .action(.bgpPeerDedicate, on: .bgpPeer, "A BGP peer is kept for one account or domain."),
        .action(.bgpPeerRelease, on: .bgpPeer, "A BGP peer is open to everybody again."),
        .action(.networkBGPPeerUpdate, on: .network, "The BGP peers of a network are changed."),
        .action(.vpcBGPPeerUpdate, on: .vpc, "The BGP peers of a private cloud are changed."),
    ]
}
