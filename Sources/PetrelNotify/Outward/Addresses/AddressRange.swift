/// A network: the addresses that begin with the same bits.
public struct AddressRange: Hashable, Sendable {
    let base: InternetAddress
    /// How many bits they have in common.
    let length: Int

    /// Reads `10.0.0.0/8`, `fd00::/8`, or one address.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let base = InternetAddress(String(first)) else { return nil }
        let most = base.isV4 ? 32 : 128
        guard parts.count == 2 else {
            (self.base, length) = (base, most)
            return
        }
        let digits = parts[1].utf8
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]),
            length <= most
        else { return nil }
        (self.base, self.length) = (base, length)
    }

    public func contains(_ address: InternetAddress) -> Bool {
        guard address.isV4 == base.isV4 else { return false }
        let shift = UInt128((base.isV4 ? 32 : 128) - length)
        return address.bits >> shift == base.bits >> shift
    }
}

extension AddressRange: ExpressibleByStringLiteral {
    /// A network written in the source.
    public init(stringLiteral literal: String) {
        guard let range = AddressRange(literal) else {
            preconditionFailure("\(literal) is no network")
        }
        self = range
    }
}
