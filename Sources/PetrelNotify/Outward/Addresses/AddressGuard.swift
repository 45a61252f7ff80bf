/// Decides where requests may go that strangers asked for.
///
/// It is asked twice: about the text of an address when a subscription is made, and about the very address a socket is
/// about to connect to, at every connection. Only the second can be trusted, since a name may lead elsewhere a moment
/// later. Both refuse what is not the public internet, and this machine; an operator may allow networks of his own.
public struct AddressGuard: Sendable {
    let allowed: [AddressRange]
    let ports: Set<Int>
    let allowsPlainHTTP: Bool
    private let refused: [AddressRange]
    private let own = OwnAddresses()

    public init(_ settings: OutwardSettings) {
        allowed = settings.allowedNetworks
        ports = settings.reachablePorts
        allowsPlainHTTP = settings.allowsPlainHTTP
        refused = settings.refusedNetworks
    }

    /// Whether a socket may connect there.
    func permits(_ address: InternetAddress, port: Int) -> Bool {
        ports.contains(port) && permits(address)
    }

    /// Whether the address may be reached at all.
    public func permits(_ address: InternetAddress) -> Bool {
        if refused.contains(where: { $0.contains(address) }) { return false }
        if allowed.contains(where: { $0.contains(address) }) {
            return address.embeddedV4.map(permits) ?? true
        }
        return !Self.isSpecial(address) && !own.contains(address)
    }

    private static func isSpecial(_ address: InternetAddress) -> Bool {
        if address.isV4 { return AddressRange.specialV4.contains { $0.contains(address) } }
        return !AddressRange.globalV6.contains(address)
            || AddressRange.specialV6.contains { $0.contains(address) }
    }
}
