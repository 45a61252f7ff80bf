internal import PetrelCloud
internal import Synchronization

/// Whether usage of a time that is over has changed: what happens now does not, what is told late does.
final class ChangedTimes: Sendable {
    private struct Mark {
        /// The last event of a batch.
        var through: Int64
        /// No time before this was changed by that batch or a later one.
        let first: Timestamp
    }

    private struct State {
        /// All that was metered behind this event was noted.
        var begin: Int64
        var through: Int64
        /// In the order of events and of times.
        var marks: [Mark] = []
    }

    /// Beyond these the oldest are put together.
    private static let most = 1_024
    private let state = Mutex<State?>(nil)

    /// Metering goes on from an event; what was before may be another server's.
    func begin(at cursor: Int64) {
        state.withLock { $0 = State(begin: cursor, through: cursor) }
    }

    func note(_ first: Timestamp, through cursor: Int64) {
        state.withLock { state in
            state?.through = cursor
            while let last = state?.marks.last, last.first >= first { state?.marks.removeLast() }
            state?.marks.append(Mark(through: cursor, first: first))
            guard let marks = state?.marks, marks.count > Self.most else { return }
            state?.marks.removeFirst()
            state?.marks[0] = Mark(through: marks[1].through, first: marks[0].first)
        }
    }

    /// Whether what was before `end` is the same after one event and after a later one.
    func isSame(before end: Timestamp, after cursor: Int64, and now: Int64) -> Bool {
        if cursor == now { return true }
        return state.withLock { state in
            guard let state, state.begin <= cursor, now <= state.through else { return false }
            return state.marks.first { $0.through > cursor }.map { $0.first >= end } ?? true
        }
    }
}
