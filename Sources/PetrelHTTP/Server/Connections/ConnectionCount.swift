internal import HTTPTypes
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
        var opened = 0
        /// Refused connections that still read their answer.
        var leaving = 0
        var refused: [Int: Int] = [:]
        var addresses: [String: Int] = [:]

        mutating func add(_ count: Int, to address: String) {
            total += count
            let left = (addresses[address] ?? 0) + count
            addresses[address] = left > 0 ? left : nil
        }
    }

    /// The most refused connections that are answered at a time.
    private static let mostLeaving = 64

    init(perAddress: Int, total: Int) {
        self.perAddress = perAddress
        limit = total
    }

    /// Counts a connection until it leaves.
    func enter(_ address: String) -> Verdict {
        state.withLock { state in
            state.opened += 1
            let refusal: Refusal? =
                state.addresses[address] ?? 0 >= perAddress
                ? .tooManyConnections : state.total >= limit ? .serverFull : nil
            guard let refusal else {
                state.add(1, to: address)
                return .welcome
            }
            guard state.leaving < Self.mostLeaving else { return .ignored }
            state.leaving += 1
            return .refused(refusal)
        }
    }

    func leave(_ address: String, _ verdict: Verdict) {
        state.withLock { state in
            switch verdict {
            case .welcome: state.add(-1, to: address)
            case .refused: state.leaving -= 1
            case .ignored: break
            }
        }
    }

    /// Notes a request or connection that a guard answered by itself.
    func refused(_ refusal: Refusal) {
        state.withLock { $0.refused[refusal.problem.status.code, default: 0] += 1 }
    }

    func write(to text: inout PrometheusText) {
        let (total, opened, refused) = state.withLock { ($0.total, $0.opened, $0.refused) }
        text.single("petrel_http_connections", .gauge, "Open connections.", total)
        text.single(
            "petrel_http_connections_opened_total", .counter, "Connections accepted.", opened)
        text.family(
            "petrel_http_refused_total", .counter,
            "Requests and connections refused for their size, slowness, number or form.")
        for (status, count) in refused.sorted(by: { $0.key < $1.key }) {
            text.sample("petrel_http_refused_total", ["status": String(status)], count)
        }
    }
}
