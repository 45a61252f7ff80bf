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

    /// The ratio of the medians of all rounds, where `ours` and `limit` are the best rounds.
    var medianRatio: Double?

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

extension Row {
    /// A row of times for one of `each` events, from the costs of a work and of its limit.
    init(
        _ work: String, beside name: String, limit: Cost, ours: Cost, each: Int = 1,
        target: Target, allocations: Double?, remarks: [String] = []
    ) {
        self.init(
            work: work, unit: .nanoseconds,
            limit: Figure(name: name, value: limit.best / Double(each)),
            ours: ours.best / Double(each), target: target, allocations: allocations,
            remarks: remarks, medianRatio: ours.median / limit.median)
    }
}
