/// What one event costs, in nanoseconds, over all rounds of a measurement.
struct Cost {
    /// The fastest round. Whatever else ran on the machine can only have made it slower.
    var best: Double
    /// The round in the middle, which shows how disturbed the measurement was.
    var median: Double

    init(rounds: [Double]) {
        let sorted = rounds.sorted()
        best = sorted[0]
        median = sorted[sorted.count / 2]
    }

    /// Events a second.
    var rate: Double { 1e9 / best }
}
