internal import Foundation

/// Times in order, for medians and tails.
public struct Times: Sendable {
    private var durations: [Duration] = []

    public init() {}

    public mutating func add(_ duration: Duration) { durations.append(duration) }

    public mutating func add(_ times: Times) { durations += times.durations }

    public var count: Int { durations.count }

    public func percentile(_ share: Double) -> Duration {
        guard !durations.isEmpty else { return .zero }
        return durations.sorted()[min(durations.count - 1, Int(Double(durations.count) * share))]
    }
}

extension Duration {
    public var microseconds: Double { self / .microseconds(1) }
    public var seconds: Double { self / .seconds(1) }
}

/// What the whole process has used of the processors: steadier than time where others work too.
public func processorTime() -> Duration {
    var usage = rusage()
    // RUSAGE_SELF, which has the wrong type in this C library.
    getrusage(0, &usage)
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    return .seconds(seconds) + .microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
}

/// Events a second, and the processor time that one took.
public struct Pace: Sendable {
    public let perSecond: Double
    public let processor: Duration

    public init(perSecond: Double, processor: Duration) {
        self.perSecond = perSecond
        self.processor = processor
    }

    public static func of(_ count: Int, _ work: () async throws -> Void) async throws -> Pace {
        let (begin, used) = (ContinuousClock.now, processorTime())
        try await work()
        return Pace(
            perSecond: Double(count) / (ContinuousClock.now - begin).seconds,
            processor: (processorTime() - used) / count)
    }
}

extension [Pace] {
    /// Rate and processor time of the turns in the middle.
    public var middle: Pace {
        Pace(
            perSecond: map(\.perSecond).sorted()[count / 2],
            processor: map(\.processor).sorted()[count / 2])
    }
}

/// A line of the result: a name and a number that a script can read.
public func report(_ name: String, _ value: Double, _ unit: String) {
    print(
        name.padding(toLength: 52, withPad: " ", startingAt: 0), String(format: "%12.1f", value),
        unit)
}

/// Resident memory of this process.
public func residentMebibytes() -> Double { mebibytes("VmRSS:") }

/// The most that was resident so far.
public func peakMebibytes() -> Double { mebibytes("VmHWM:") }

private func mebibytes(_ name: String) -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
    return Double(line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1_024
}
