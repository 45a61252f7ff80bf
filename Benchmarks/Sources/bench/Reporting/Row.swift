/// One line of the table: a work, its limit measured in the same run, and what was asked.
struct Row {
    var work: String
    var unit: Unit
    /// What `ours` is held against.
    var limit: Figure
    var ours: Double
    var target: Target
    /// Blocks asked of the heap for each event; nil where nothing is promised.
    var allocations: Double?
    /// What a reader must know beside the numbers.
    var remarks: [String] = []

    struct Figure {
        var name: String
        var value: Double
    }

    var ratio: Double { ours / limit.value }

    var isReached: Bool {
        switch target {
        case .ratioAtMost(let most): ratio <= most
        case .ratioAtLeast(let least): ratio >= least
        case .valueAtMost(let most): ours <= most
        case .none: true
        }
    }

    /// Whether the promise "no allocations for an event" is broken. Counts need no quiet machine.
    ///
    /// One block in a thousand events is a buffer that grew once more, not a cost of each event.
    var allocates: Bool { (allocations ?? 0) >= 0.001 }
}
