/// Addresses and network cards.
extension EventType {
    public static var netIPAssign: EventType { "NET.IPASSIGN" }
    public static var netIPRelease: EventType { "NET.IPRELEASE" }
    public static var netIPReserve: EventType { "NET.IPRESERVE" }
    public static var netIPUpdate: EventType { "NET.IPUPDATE" }
    public static var portableIPAssign: EventType { "PORTABLE.IPASSIGN" }
    public static var portableIPRelease: EventType { "PORTABLE.IPRELEASE" }
    public static var portableIPTransfer: EventType { "PORTABLE.IP.TRANSFER" }
    public static var portableIPRangeCreate: EventType { "PORTABLE.IP.RANGE.CREATE" }
    public static var portableIPRangeDelete: EventType { "PORTABLE.IP.RANGE.DELETE" }
    public static var netIP6Assign: EventType { "NET.IP6ASSIGN" }
    public static var netIP6Release: EventType { "NET.IP6RELEASE" }
    public static var netIP6Update: EventType { "NET.IP6UPDATE" }
    public static var nicCreate: EventType { "NIC.CREATE" }
    public static var nicDelete: EventType { "NIC.DELETE" }
    public static var nicUpdate: EventType { "NIC.UPDATE" }
    public static var nicDetailAdd: EventType { "NIC.DETAIL.ADD" }
    public static var nicDetailUpdate: EventType { "NIC.DETAIL.UPDATE" }
    public static var nicDetailRemove: EventType { "NIC.DETAIL.REMOVE" }
    public static var nicSecondaryIPAssign: EventType { "NIC.SECONDARY.IP.ASSIGN" }
    public static var nicSecondaryIPUnassign: EventType { "NIC.SECONDARY.IP.UNASSIGN" }
    public static var nicSecondaryIPConfigure: EventType { "NIC.SECONDARY.IP.CONFIGURE" }
    public static var enableStaticNAT: EventType { "STATICNAT.ENABLE" }
    public static var disableStaticNAT: EventType { "STATICNAT.DISABLE" }
}

extension EventCatalogue {
    static let addresses: [EventDefinition] = [
        .action(
            .netIPAssign, on: .publicIPAddress, "An account gets a public address.", usage: .billed),
        .action(
            .netIPRelease, on: .publicIPAddress, "An account gives a public address back.",
            usage: .billed),
        .action(
            .netIPReserve, on: .publicIPAddress, "A public address is set aside for an account."),
        .action(.netIPUpdate, on: .publicIPAddress, "A public address's settings are changed."),
        .action(
            .portableIPAssign, on: .portableIP,
            "An account gets an address that can move between zones.", usage: .told),
        .action(
            .portableIPRelease, on: .portableIP, "An account gives a portable address back.",
            usage: .told),
        .action(
            .portableIPTransfer, on: .portableIP, "A portable address moves to another network."),
        .action(.portableIPRangeCreate, on: .portableIP, "A range of portable addresses is added."),
        .action(
            .portableIPRangeDelete, on: .portableIP, "A range of portable addresses is deleted."),
        .usage(.netIP6Assign, on: .network, "A network gets a public IPv6 address.", usage: .told),
        .usage(
            .netIP6Release, on: .network, "A network gives a public IPv6 address back.",
            usage: .told),
        .action(.netIP6Update, on: .network, "A network's public IPv6 address changes."),
        .action(.nicCreate, on: .nic, "A machine gets a network card."),
        .action(.nicDelete, on: .nic, "A machine loses a network card."),
        .action(.nicUpdate, on: .nic, "A network card's settings are changed."),
        .action(.nicDetailAdd, on: .nic, "A network card gets a detail."),
        .action(.nicDetailUpdate, on: .nic, "A network card's detail is changed."),
        .action(.nicDetailRemove, on: .nic, "A network card loses a detail."),
        .action(
            .nicSecondaryIPAssign, on: .nicSecondaryIP, "A network card gets one more address."),
        .action(
            .nicSecondaryIPUnassign, on: .nicSecondaryIP,
            "A network card loses one of its further addresses."),
        .action(
            .nicSecondaryIPConfigure, on: .nicSecondaryIP,
            "One of a network card's further addresses is set up."),
        .action(.enableStaticNAT, on: .staticNATRule, "A public address is tied to one machine."),
        .action(
            .disableStaticNAT, on: .staticNATRule,
            "A public address is no longer tied to one machine."),
    ]
}
