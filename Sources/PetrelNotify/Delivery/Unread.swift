/// The bytes of events that a subscription still has to read from the ledger, by where they stand.
///
/// They are counted as they come, and forgotten as the subscription's place passes them. Neighbours share a number, so
/// that it is of one size however long the backlog is: what is said is at most a thirty-second part of it too much.
struct Unread: Sendable, Hashable {
    /// Bytes of wanted events up to a sequence and after that of the stretch before.
    struct Stretch: Sendable, Hashable {
        var through: Int64
        var bytes: Int
    }

    private static let parts = 32

    /// After here everything is counted; `nil` before anything is.
    private(set) var since: Int64?
    private(set) var stretches: [Stretch] = []
    private(set) var bytes = 0

    /// An event came that is wanted.
    mutating func came(_ sequence: Int64, bytes: Int) {
        since = since ?? sequence - 1
        add(Stretch(through: sequence, bytes: bytes))
    }

    /// Events up to a place are no longer unread.
    mutating func pass(_ place: Int64) {
        let passed = stretches.prefix { $0.through <= place }
        guard !passed.isEmpty else { return }
        bytes -= passed.reduce(0) { $0 + $1.bytes }
        stretches.removeFirst(passed.count)
    }

    func isKnown(after place: Int64) -> Bool { since.map { $0 <= place } ?? false }

    /// What somebody found in the ledger after a place, of which nothing was counted.
    mutating func learn(_ found: [Stretch], after place: Int64) {
        let counted = stretches
        self = Unread(since: place)
        for stretch in found + counted { add(stretch) }
    }

    init() {}

    private init(since: Int64) { self.since = since }

    private mutating func add(_ stretch: Stretch) {
        bytes += stretch.bytes
        stretches.append(stretch)
        if stretches.count > Self.parts * 3 { join() }
    }

    /// Joins neighbours that together are no more than a part of the whole.
    private mutating func join() {
        var joined: [Stretch] = []
        for stretch in stretches {
            if let last = joined.last, last.bytes + stretch.bytes <= bytes / Self.parts {
                joined[joined.count - 1] = Stretch(
                    through: stretch.through, bytes: last.bytes + stretch.bytes)
            } else {
                joined.append(stretch)
            }
        }
        stretches = joined
    }
}
