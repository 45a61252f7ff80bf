internal import Glibc
internal import Synchronization

/// The addresses that this machine has, read anew every few seconds.
final class OwnAddresses: Sendable {
    private struct State {
        var addresses: Set<InternetAddress> = []
        var readAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    func contains(_ address: InternetAddress) -> Bool {
        state.withLock { state in
            let now = ContinuousClock.now
            if state.readAt.map({ now - $0 > .seconds(5) }) ?? true {
                state = State(addresses: Self.read(), readAt: now)
            }
            return state.addresses.contains(address)
        }
    }

    private static func read() -> Set<InternetAddress> {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var addresses: Set<InternetAddress> = []
        var next = first
        while let interface = next {
            if let address = interface.pointee.ifa_addr.flatMap({ InternetAddress($0) }) {
                addresses.insert(address)
            }
            next = interface.pointee.ifa_next
        }
        return addresses
    }
}
