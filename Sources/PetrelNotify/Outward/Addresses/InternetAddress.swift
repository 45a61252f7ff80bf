internal import Glibc

/// An IPv4 or IPv6 address.
public struct InternetAddress: Hashable, Sendable {
    /// The address as a number; of IPv4 the low 32 bits.
    let bits: UInt128
    let isV4: Bool

    init(v4 bits: UInt32) {
        self.bits = UInt128(bits)
        isV4 = true
    }

    init(v6 bits: UInt128) {
        self.bits = bits
        isV4 = false
    }

    /// Reads the one usual spelling: four decimal numbers without zeros before them, or IPv6 without a zone.
    public init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.init(v4: UInt32(bigEndian: v4.s_addr))
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self.init(v6: withUnsafeBytes(of: v6, Self.number))
        } else {
            return nil
        }
    }

    /// What the kernel is about to connect to, or what an interface has; `nil` for other families.
    init?(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let v4 = raw.loadUnaligned(as: sockaddr_in.self)
            self.init(v4: UInt32(bigEndian: v4.sin_addr.s_addr))
        case AF_INET6:
            let v6 = raw.loadUnaligned(as: sockaddr_in6.self)
            self.init(v6: withUnsafeBytes(of: v6.sin6_addr, Self.number))
        default: return nil
        }
    }

    private static func number(_ bytes: UnsafeRawBufferPointer) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}

extension InternetAddress {
    /// The IPv4 address that this IPv6 address leads to through a gateway, or stands for.
    var embeddedV4: InternetAddress? {
        guard !isV4 else { return nil }
        if AddressRange.carriers.tail.contains(where: { $0.contains(self) }) {
            return InternetAddress(v4: UInt32(truncatingIfNeeded: bits))
        }
        if AddressRange.carriers.sixToFour.contains(self) {
            return InternetAddress(v4: UInt32(truncatingIfNeeded: bits >> 80))
        }
        // Teredo hides the address by turning every bit.
        if AddressRange.carriers.teredo.contains(self) {
            return InternetAddress(v4: ~UInt32(truncatingIfNeeded: bits))
        }
        return nil
    }
}

extension InternetAddress: CustomStringConvertible {
    public var description: String {
        guard isV4 else {
            return stride(from: 112, through: 0, by: -16).map {
                String(UInt16(truncatingIfNeeded: bits >> UInt128($0)), radix: 16)
            }.joined(separator: ":")
        }
        return stride(from: 24, through: 0, by: -8).map { "\(bits >> UInt128($0) & 0xFF)" }
            .joined(separator: ".")
    }
}
