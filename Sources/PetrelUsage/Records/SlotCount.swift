internal import PetrelCloud

/// How many records one slot of a resource comes to, without making them: rows come by their start, so each one adds the
/// windows that no earlier one of like terms has reached.
struct SlotCount {
    private struct Group: Hashable {
        /// ``KnownTerms/Entry/unnamed``.
        let terms: Int
        let isCorrection: Bool
    }

    private let windows: [UsageWindow]
    private let now: Timestamp
    private(set) var count = 0
    /// The last window that each group has reached.
    private var reached: [Group: Int] = [:]
    /// As long as all rows have the same terms, nobody needs to read these.
    private var only: (terms: Int64, reached: Int)?

    init(_ windows: [UsageWindow], now: Timestamp) {
        self.windows = windows
        self.now = now
    }

    /// Begins with another slot.
    mutating func reset() {
        count = 0
        only = nil
        if !reached.isEmpty { reached = [:] }
    }

    mutating func add(_ row: IntervalRow, unnamed: (Int64) throws -> Int) rethrows {
        let end = row.end ?? now
        guard row.start < end else { return }
        let first = windows.firstWindow(endingAfter: row.start)
        let beyond = windows.firstWindow(endingAfter: end)
        let last = beyond < windows.count && windows[beyond].start < end ? beyond : beyond - 1
        guard first <= last else { return }
        if !row.isCorrection, reached.isEmpty, only?.terms ?? row.terms == row.terms {
            only = (row.terms, take(first, last, only?.reached))
            return
        }
        if let only {
            reached[Group(terms: try unnamed(only.terms), isCorrection: false)] = only.reached
            self.only = nil
        }
        let group = Group(terms: try unnamed(row.terms), isCorrection: row.isCorrection)
        reached[group] = take(first, last, reached[group])
    }

    /// Counts the windows behind those that were reached, and gives the last one that now is.
    private mutating func take(_ first: Int, _ last: Int, _ reached: Int?) -> Int {
        let reached = reached ?? -1
        count += max(0, last - max(first, reached + 1) + 1)
        return max(last, reached)
    }
}
