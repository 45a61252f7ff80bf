internal import Synchronization

/// How far the durable subscriptions of one plug-in are.
final class PluginProgress: Sendable {
    private struct Place {
        /// Up to here everything was handed out.
        var given: Int64
        /// Up to here everything is acknowledged, or did not match.
        var done: Int64
    }

    private struct State {
        var places: [String: Place] = [:]
        var waiting: [(sequence: Int64, continuation: CheckedContinuation<Void, Never>)] = []

        /// What everything is done up to; nothing is while there is no subscription.
        var done: Int64 { places.values.map(\.done).min() ?? -1 }
    }

    private let state = Mutex(State())

    func began(_ sequence: Int64, _ cursor: String) {
        change { $0.places[cursor] = Place(given: sequence, done: sequence) }
    }

    /// The subscription is no more; nobody waits for it.
    func ended(_ cursor: String) {
        change { $0.places[cursor] = nil }
    }

    func gave(_ sequence: Int64, _ cursor: String) {
        change { $0.places[cursor]?.given = sequence }
    }

    func reached(_ sequence: Int64, _ cursor: String) {
        change { state in
            guard let place = state.places[cursor] else { return }
            state.places[cursor]?.done = Swift.max(place.done, sequence)
        }
    }

    /// Events up to here did not match; they count as done once all before them are.
    func skipped(_ sequence: Int64, _ cursor: String) {
        change { state in
            guard let place = state.places[cursor], place.done >= place.given else { return }
            state.places[cursor] = Place(given: sequence, done: sequence)
        }
    }

    func isSettled(_ cursor: String) -> Bool {
        state.withLock { state in state.places[cursor].map { $0.done >= $0.given } ?? true }
    }

    /// How many events the slowest subscription has still to do, of a ledger that ends at `last`.
    func behind(_ last: Int64) -> Int64 {
        state.withLock { state in
            state.places.values.map { Swift.max(0, last - $0.done) }.max() ?? 0
        }
    }

    /// Returns when every subscription has done everything up to a sequence; at once when it has.
    func settled(through sequence: Int64) async {
        await withCheckedContinuation { continuation in
            change { $0.waiting.append((sequence, continuation)) }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let done = state.withLock { state in
            body(&state)
            guard !state.waiting.isEmpty else { return [CheckedContinuation<Void, Never>]() }
            let reached = state.done
            defer { state.waiting.removeAll { $0.sequence <= reached } }
            return state.waiting.filter { $0.sequence <= reached }.map(\.continuation)
        }
        for continuation in done { continuation.resume() }
    }
}
