/// Measures several works side by side, a short round of each in turn, so that whatever happens on the
/// machine meanwhile happens to all of them.
enum Interleaved {
    /// Does something so many times.
    typealias Work = (_ count: Int) -> Void
    /// Does something so many times and says how many nanoseconds that took.
    typealias TimedWork = (_ count: Int) -> Int

    /// - Parameters:
    ///   - seconds: how long all rounds together may take.
    ///   - round: how long one round should take, in nanoseconds: well below the time that the scheduler lets a
    ///     busy thread run, so that some rounds stay undisturbed even on a busy machine.
    ///   - works: what to measure.
    static func measure(
        seconds: Double, round: Int = 1_000_000, _ works: [Work]
    ) -> [Cost] {
        measure(seconds: seconds, round: round, timed: works.map(timed))
    }

    /// The same for works that know better when they began and ended.
    static func measure(
        seconds: Double, round: Int = 1_000_000, timed works: [TimedWork]
    ) -> [Cost] {
        let counts = works.map { countFilling(round, $0) }
        var rounds = works.map { _ in [Double]() }
        let end = now() + Int(seconds * 1e9)
        repeat {
            for (index, work) in works.enumerated() {
                rounds[index].append(Double(work(counts[index])) / Double(counts[index]))
            }
        } while now() < end || rounds[0].count < 5
        return rounds.map(Cost.init)
    }

    /// How often the work fits into a round. Finding out warms everything up.
    private static func countFilling(_ round: Int, _ work: TimedWork) -> Int {
        var count = 1
        while true {
            // The fastest of a few, lest something else's moment be taken for the work's.
            let taken = (0..<4).map { _ in work(count) }.min() ?? 0
            if taken > round / 4 {
                return max(1, Int(Double(count) * Double(round) / Double(taken)))
            }
            count *= 2
        }
    }

    private static func timed(_ work: @escaping Work) -> TimedWork {
        { count in
            let start = now()
            work(count)
            return now() - start
        }
    }
}
