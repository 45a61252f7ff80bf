internal import PetrelCloud
internal import Synchronization

/// The newest events, in memory, and the readers who wait for the next.
///
/// Bounded: what falls out at the old end is read from the file.
final class FeedTail: Sendable {
    /// What a reader at some place finds here.
    enum Answer: Sendable {
        case events([CloudEvent])
        /// Memory does not reach back that far; the file does, and nobody was told of more than `last` yet.
        case older(last: Int64)
        case caughtUp
        /// Nothing is there to be read any more, or the reader is where it cannot be.
        case refused(LedgerError)
        case ended
    }

    private struct State {
        var events: [CloudEvent] = []
        var last: Int64
        var first: Int64
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter = 0
        var isClosed = false
    }

    private let limit: Int
    private let state: Mutex<State>

    init(last: Int64, first: Int64, limit: Int) {
        self.limit = limit
        state = Mutex(State(last: last, first: first))
    }

    /// The last event, and the first one that is still kept anywhere.
    var bounds: (first: Int64, last: Int64) { state.withLock { ($0.first, $0.last) } }

    func publish(_ events: [CloudEvent]) {
        guard let last = events.last?.sequence else { return }
        wake { state in
            state.events.append(contentsOf: events)
            state.last = last
            // Trimming at twice the limit costs each event one move at most.
            if state.events.count > 2 * limit {
                state.events.removeFirst(state.events.count - limit)
            }
        }
    }

    /// Events before `first` are no longer kept.
    func dropped(before first: Int64) {
        wake { state in
            state.first = first
            let gone = state.events.prefix { ($0.sequence ?? 0) < first }.count
            state.events.removeFirst(gone)
        }
    }

    func close() { wake { $0.isClosed = true } }

    func answer(after cursor: Int64, limit: Int) -> Answer {
        state.withLock { state in
            if state.isClosed { return .ended }
            if cursor > state.last { return .refused(.aheadOfLedger(last: state.last)) }
            if cursor + 1 < state.first { return .refused(.historyGone(first: state.first)) }
            if cursor == state.last { return .caughtUp }
            let oldest = state.last - Int64(state.events.count) + 1
            guard cursor + 1 >= oldest else { return .older(last: state.last) }
            let start = Int(cursor + 1 - oldest)
            return .events(Array(state.events[start...].prefix(limit)))
        }
    }

    /// Returns when something is different from a reader that has caught up with `cursor`, or the task is cancelled.
    func wait(after cursor: Int64) async {
        let ticket = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard cursor == state.last, !state.isClosed, !Task.isCancelled else {
                        return false
                    }
                    state.waiters[ticket] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume()
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }
}
