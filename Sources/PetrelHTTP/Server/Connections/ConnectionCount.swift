internal import Synchronization

/// How many connections there are, of all and from each address.
final class ConnectionCount: Sendable {
    enum Verdict: Hashable, Sendable {
        case welcome
        case refused(Refusal)
        /// Refused so often that not even an answer is worth a file.
        case ignored
    }

    private let perAddress: Int
    private let limit: Int
    private let state = Mutex<State>(State())

    private struct State {
        var total = 0
        var addresses: [String: Int] = [:]
    }

    init(perAddress: Int, total: Int) {
        self.perAddress = perAddress
        limit = total
    }

    var total: Int { state.withLock { $0.total } }

    /// Counts a connection, welcome or not, until it leaves.
    func enter(_ address: String) -> Verdict {
        let (total, own) = state.withLock { state in
            state.total += 1
            state.addresses[address, default: 0] += 1
            return (state.total, state.addresses[address] ?? 1)
        }
        if own > perAddress {
            return own > 2 * perAddress ? .ignored : .refused(.tooManyConnections)
        }
        guard total > limit else { return .welcome }
        return total > limit + 64 ? .ignored : .refused(.serverFull)
    }

    func leave(_ address: String) {
        state.withLock { state in
            state.total -= 1
            let left = (state.addresses[address] ?? 1) - 1
            state.addresses[address] = left > 0 ? left : nil
        }
    }
}
