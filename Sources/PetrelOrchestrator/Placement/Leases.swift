internal import Synchronization

/// Which addresses of which network are taken. The ledger is the truth; this is its sum.
final class Leases: Sendable {
    private struct Network {
        var used: Set<UInt32> = []
        /// Nothing below is free.
        var lowest: UInt32 = 0
    }

    private let networks = Mutex<[String: Network]>([:])

    func note(_ address: String, in network: String) {
        guard let number = IPv4.number(address) else { return }
        networks.withLock { _ = $0[network, default: Network()].used.insert(number) }
    }

    /// The lowest free address after the gateway's; `wanted` if it is given. `nil` when there is none.
    func lease(in network: String, cidr: String, wanted: String? = nil) -> String? {
        guard let range = IPv4.hosts(of: cidr) else { return nil }
        return networks.withLock { networks in
            var found = networks[network] ?? Network()
            let free: UInt32?
            if let wanted {
                free = IPv4.number(wanted).flatMap {
                    range.contains($0) && !found.used.contains($0) ? $0 : nil
                }
            } else {
                let first = max(found.lowest, range.lowerBound + 1)
                free = (first...max(first, range.upperBound)).first { !found.used.contains($0) }
                    .flatMap { range.contains($0) ? $0 : nil }
                found.lowest = free ?? first
            }
            guard let free else { return nil }
            found.used.insert(free)
            networks[network] = found
            return IPv4.text(free)
        }
    }

    func release(_ address: String, in network: String) {
        guard let number = IPv4.number(address) else { return }
        networks.withLock { networks in
            guard var found = networks[network], found.used.remove(number) != nil else { return }
            found.lowest = min(found.lowest, number)
            networks[network] = found
        }
    }
}

/// Addresses as numbers.
enum IPv4 {
    static func number(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        return parts.reduce(UInt32?(0)) { sum, part in
            guard let sum, let byte = UInt8(part) else { return nil }
            return sum << 8 | UInt32(byte)
        }
    }

    static func text(_ number: UInt32) -> String {
        [24, 16, 8, 0].map { String(number >> $0 & 255) }.joined(separator: ".")
    }

    /// The addresses hosts may have; the first is the gateway's by custom.
    static func hosts(of cidr: String) -> ClosedRange<UInt32>? {
        let parts = cidr.split(separator: "/")
        guard parts.count == 2, let base = number(String(parts[0])), let bits = Int(parts[1]),
            (8...30).contains(bits)
        else { return nil }
        let mask = UInt32.max << (32 - bits)
        return (base & mask) + 1...(base | ~mask) - 1
    }

    static func netmask(of cidr: String) -> String? {
        cidr.split(separator: "/").last.flatMap { Int($0) }.flatMap {
            (1...32).contains($0) ? text(UInt32.max << (32 - $0)) : nil
        }
    }
}
