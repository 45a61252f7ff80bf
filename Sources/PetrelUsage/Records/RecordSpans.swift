/// How many records resources have, by spans of their numbers: where a page begins, without what is before it.
///
/// At most ``most`` spans are kept, 32 KiB; when there are more resources, each span is about two, four and so on.
struct RecordSpans: Hashable, Sendable {
    static let most = 4_096

    /// How many numbers a span has.
    private var width: Int64 = 1
    private var counts: [Int] = []
    private(set) var total = 0

    /// Adds records of a resource; numbers begin with 1.
    mutating func add(_ count: Int, of resource: Int64) {
        while (resource - 1) / width >= Self.most { widen() }
        let span = Int((resource - 1) / width)
        if span >= counts.count {
            counts += repeatElement(0, count: span + 1 - counts.count)
        }
        counts[span] += count
        total += count
    }

    private mutating func widen() {
        width *= 2
        counts = stride(from: 0, to: counts.count, by: 2).map { span in
            counts[span] + (span + 1 < counts.count ? counts[span + 1] : 0)
        }
    }

    /// The resource behind which the record of a place is found, and how many of the records there are before it; `nil`
    /// behind the last one.
    func place(of record: Int) -> (after: Int64, skipped: Int)? {
        var before = 0
        for (span, count) in counts.enumerated() {
            if record < before + count { return (Int64(span) * width, record - before) }
            before += count
        }
        return nil
    }
}
