internal import Foundation
internal import PetrelLedger

/// `ledger-bench commits [COUNT]` compares with the C API; `ledger-bench lists FOLDER [EVENTS]` fills a file once and
/// asks it.
@main
struct LedgerBench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "lists":
            let folder = arguments.dropFirst().first ?? "."
            let events = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1_000_000
            try await Lists(folder: folder, events: events).run()
        default:
            let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 40_000
            try await Commits(count: count).run()
        }
    }
}

/// Times in order, for medians and tails.
struct Times {
    private var durations: [Duration] = []

    mutating func add(_ duration: Duration) { durations.append(duration) }

    func percentile(_ share: Double) -> Duration {
        guard !durations.isEmpty else { return .zero }
        return durations.sorted()[min(durations.count - 1, Int(Double(durations.count) * share))]
    }
}

extension Duration {
    var microseconds: Double { self / .microseconds(1) }
    var seconds: Double { self / .seconds(1) }
}

/// What the whole process has used of the processors: steadier than time where others work too.
func processorTime() -> Duration {
    var usage = rusage()
    // RUSAGE_SELF, which has the wrong type in this C library.
    getrusage(0, &usage)
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    return .seconds(seconds) + .microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
}

/// Events a second, and the processor time that one took.
struct Pace {
    let perSecond: Double
    let processor: Duration

    static func of(_ count: Int, _ work: () async throws -> Void) async throws -> Pace {
        let (begin, used) = (ContinuousClock.now, processorTime())
        try await work()
        return Pace(
            perSecond: Double(count) / (ContinuousClock.now - begin).seconds,
            processor: (processorTime() - used) / count)
    }
}

/// A line of the result: a name and a number that a script can read.
func report(_ name: String, _ value: Double, _ unit: String) {
    print(
        name.padding(toLength: 52, withPad: " ", startingAt: 0), String(format: "%12.1f", value),
        unit)
}
