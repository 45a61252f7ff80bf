/// Networks that are not the public internet (IANA's registries of special addresses, and what clouds put there).
extension AddressRange {
    /// IPv4 networks where nothing of a stranger's can be.
    static let specialV4: [AddressRange] = [
        "0.0.0.0/8",  // this network
        "10.0.0.0/8",  // private
        "100.64.0.0/10",  // behind a carrier's translation; also a cloud's metadata
        "127.0.0.0/8",  // loopback
        "169.254.0.0/16",  // link-local; metadata
        "172.16.0.0/12",  // private
        "192.0.0.0/24",  // protocol assignments
        "192.0.2.0/24",  // documentation
        "192.31.196.0/24",  // AS112
        "192.52.193.0/24",  // AMT
        "192.88.99.0/24",  // 6to4 relays
        "192.168.0.0/16",  // private
        "192.175.48.0/24",  // AS112
        "198.18.0.0/15",  // benchmarks
        "198.51.100.0/24",  // documentation
        "203.0.113.0/24",  // documentation
        "224.0.0.0/4",  // multicast
        "240.0.0.0/4",  // reserved, and broadcast
    ]

    /// The IPv6 addresses that are given to networks of the internet; everything else is special.
    static let globalV6: AddressRange = "2000::/3"

    /// Networks inside it that are special all the same.
    static let specialV6: [AddressRange] = [
        "2001::/23",  // protocol assignments; Teredo, ORCHID, benchmarks
        "2001:db8::/32",  // documentation
        "2002::/16",  // 6to4
        "2620:4f:8000::/48",  // AS112
        "3fff::/20",  // documentation
    ]

    /// IPv6 networks whose addresses lead to an IPv4 address that stands in them.
    static let carriers = (
        // At the end: compatible, mapped and translated addresses, and NAT64.
        tail: ["::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/96"]
            as [AddressRange],
        sixToFour: "2002::/16" as AddressRange,
        teredo: "2001::/32" as AddressRange
    )
}
