/// What is done or held beyond a run's place in the ledger, and is no more taken from there by the next server.
struct Beyond: Sendable, Hashable {
    /// Through here everything is done that is neither open nor held.
    let through: Int64
    /// The count of the last event through there.
    let counter: Int64
    /// The counts of those through there that are open, by their sequences.
    let open: [Int64: Int64]

    func isDone(_ sequence: Int64) -> Bool { sequence <= through && open[sequence] == nil }
}

/// Its text in a row: `through/counter`, and the same for each that is open, as distances from the row's own place and
/// count: `12/8 1/1 3/2`.
extension Beyond {
    func text(after place: Int64, _ count: Int64) -> String {
        var text = "\(through - place)/\(counter - count)"
        for (sequence, counter) in open.sorted(by: { $0.key < $1.key }) {
            text += " \(sequence - place)/\(counter - count)"
        }
        return text
    }

    /// `nil` when there is none, as in rows of servers that wrote none.
    init?(_ text: String?, after place: Int64, _ count: Int64) {
        guard let text else { return nil }
        var marks: [(sequence: Int64, counter: Int64)] = []
        for word in text.split(separator: " ") {
            let numbers = word.split(separator: "/").compactMap { Int64($0) }
            guard numbers.count == 2 else { return nil }
            marks.append((place + numbers[0], count + numbers[1]))
        }
        guard let last = marks.first else { return nil }
        (through, counter) = last
        open = Dictionary(marks.dropFirst().map { ($0.sequence, $0.counter) }) { $1 }
    }
}
