internal import PetrelCloud
internal import PetrelStates
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
        /// The last change of a resource of each kind that changed since the ledger was opened.
        var changes: [String: Int64] = [:]

        /// The oldest event that is here, or the one that comes next.
        var oldest: Int64 { last - Int64(events.count) + 1 }
    }

    private let limit: Int
    private let state: Mutex<State>

    init(last: Int64, first: Int64, limit: Int) {
        self.limit = limit
        state = Mutex(State(last: last, first: first))
    }

    /// The last event, and the first one that is still kept anywhere.
    var bounds: (first: Int64, last: Int64) { state.withLock { ($0.first, $0.last) } }

    /// From here on readers find these events. Those who wait for them are told when the result is called.
    func publish(_ events: [CloudEvent]) -> () -> Void {
        guard let last = events.last?.sequence else { return {} }
        return change { state in
            state.events.append(contentsOf: events)
            state.last = last
            for event in events where event.resourceVersion != nil {
                guard let kind = event.resource?.kind else { continue }
                state.changes[kind] = event.sequence
            }
            // Trimming at twice the limit costs each event one move at most.
            if state.events.count > 2 * limit {
                state.events.removeFirst(state.events.count - limit)
            }
        }
    }

    /// Events before `first` are no longer kept.
    func dropped(before first: Int64) {
        change { state in
            state.first = first
            let gone = state.events.prefix { ($0.sequence ?? 0) < first }.count
            state.events.removeFirst(gone)
        }()
    }

    func close() { change { $0.isClosed = true }() }

    func answer(after cursor: Int64, limit: Int) -> Answer {
        state.withLock { state in
            if state.isClosed { return .ended }
            if cursor > state.last { return .refused(.aheadOfLedger(last: state.last)) }
            if cursor + 1 < state.first { return .refused(.historyGone(first: state.first)) }
            if cursor == state.last { return .caughtUp }
            guard cursor + 1 >= state.oldest else { return .older(last: state.last) }
            let start = Int(cursor + 1 - state.oldest)
            return .events(Array(state.events[start...].prefix(limit)))
        }
    }

    /// The oldest event that is in memory, or the one that comes next.
    var oldestRemembered: Int64 { state.withLock(\.oldest) }

    /// Those of the events that are in memory, each in its place.
    func remembered(_ sequences: [Int64]) -> [CloudEvent?] {
        var found: [CloudEvent?] = []
        found.reserveCapacity(sequences.count)
        // A few at a time, since whoever publishes waits for the lock.
        for start in stride(from: 0, to: sequences.count, by: Self.atOnce) {
            let part = sequences[start..<min(start + Self.atOnce, sequences.count)]
            state.withLock { state in
                for sequence in part {
                    let place = Int(sequence - state.oldest)
                    found.append(state.events.indices.contains(place) ? state.events[place] : nil)
                }
            }
        }
        return found
    }

    private static let atOnce = 64

    /// The last change of a resource of one of these kinds; 0 when none changed since the ledger was opened.
    func lastChange(of kinds: [String]) -> Int64 {
        state.withLock { state in kinds.reduce(0) { max($0, state.changes[$1] ?? 0) } }
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

    /// The result tells those who waited for a change.
    private func change(_ change: (inout State) -> Void) -> () -> Void {
        let waiters = state.withLock { state in
            change(&state)
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        return { for waiter in waiters { waiter.resume() } }
    }
}
