/// Where a run is, as it is written down, and what it finds there after a restart.
extension Run {
    /// Its row. Its place is before the first event that is open; what is done or held beyond it is said besides.
    mutating func progress(_ dispatched: Int64) -> BoardSnapshot.Progress {
        var (read, isBehind) = (dispatched, false)
        if case .behind(let after) = place { (read, isBehind) = (after, true) }
        var (position, counter) = (read, counter)
        if let first = lanes.open.first, first.sequence <= read {
            (position, counter, isBehind) = (first.sequence - 1, first.counter - 1, true)
        }
        return BoardSnapshot.Progress(
            run: id, position: isBehind ? position : 0, counter: max(0, counter),
            isBehind: isBehind, latest: latest, ends: ends, changes: lanes.takeChanges(),
            beyond: beyond(position, read))
    }

    /// What is done or held beyond a place, of what was read; most often nothing is.
    private func beyond(_ position: Int64, _ read: Int64) -> Beyond? {
        if let beyond {
            let unread = beyond.open.filter { $0.key > read }
            return Beyond(
                through: beyond.through, counter: beyond.counter,
                open: open(through: read).merging(unread) { $1 })
        }
        let last = lanes.furthest
        // Where only the last of each resource counts, what is held has the count of before.
        guard last.sequence > max(position, latest), last.sequence <= read else { return nil }
        return Beyond(
            through: last.sequence, counter: last.counter,
            open: open(through: last.sequence))
    }

    /// The counts of those up to a sequence, by their sequences.
    private func open(through last: Int64) -> [Int64: Int64] {
        Dictionary(lanes.open.through(last).map { ($0.sequence, $0.counter) }) { $1 }
    }

    /// It has read the ledger through a sequence: what it was told of the events up to there is over.
    mutating func pass(_ sequence: Int64) {
        guard let beyond, beyond.through <= sequence else { return }
        // Another filter by now may count others than those that were sent.
        if !isReplay { counter = beyond.counter }
        lanes.begin(after: beyond.through, counter: beyond.counter)
        self.beyond = nil
    }

    /// Whether a server before this one has done an event, or held it in a row of its own.
    func isDone(_ sequence: Int64, in lane: String) -> Bool {
        beyond?.isDone(sequence) == true || lanes.holds(sequence, in: lane)
    }
}
