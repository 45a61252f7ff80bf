internal import Synchronization

/// Counts the calls of the query API.
final class CallMetrics: Sendable {
    /// The upper ends of the histogram's buckets, in seconds.
    static let bounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
    ]

    private struct Key: Hashable {
        /// `nil` for what is no command; names come from the registry, so there are never many.
        let command: String?
        let status: Int
    }

    private struct State {
        var calls: [Key: Int] = [:]
        var buckets = [Int](repeating: 0, count: bounds.count + 1)
        var seconds = 0.0
    }

    private let state = Mutex(State())

    func count(_ command: String?, _ status: Int, _ time: Duration) {
        let seconds = time / .seconds(1)
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.calls[Key(command: command, status: status), default: 0] += 1
            state.buckets[bucket] += 1
            state.seconds += seconds
        }
    }

    func write(to text: inout PrometheusText) {
        let state = state.withLock { $0 }
        text.family("petrel_api_requests_total", .counter, "Calls of the query API.")
        let calls = state.calls.sorted {
            ($0.key.command ?? "", $0.key.status) < ($1.key.command ?? "", $1.key.status)
        }
        for (key, count) in calls {
            text.sample(
                "petrel_api_requests_total",
                ["command": key.command ?? "none", "status": String(key.status)], count)
        }
        writeTimes(state, to: &text)
    }

    private func writeTimes(_ state: State, to text: inout PrometheusText) {
        let name = "petrel_api_request_duration_seconds"
        text.family(name, .histogram, "Time from a call's parameters to its answer.")
        var total = 0
        for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], state.buckets) {
            total += count
            text.sample(name + "_bucket", ["le": bound], total)
        }
        text.sample(name + "_sum", [:], state.seconds)
        text.sample(name + "_count", [:], total)
    }
}
