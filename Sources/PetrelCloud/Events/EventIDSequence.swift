/// Makes ids that only ever grow, whatever the clock does.
///
/// Within one millisecond, and while the clock stands before an earlier reading, the next id is the
/// last one plus a random step; the clock's time is used again once it is ahead.
public struct EventIDSequence: Sendable {
    /// The last id without version and variant: 48 bits of milliseconds, 74 bits of counter.
    private var milliseconds: UInt64 = 0
    private var counter = Counter()

    public init() {}

    /// Goes on after an id that was made earlier, by another run of the program for example.
    public init(after last: EventID) {
        guard last.time != nil else { return }
        milliseconds = last.high >> 16
        counter = Counter(high: last.high & 0xFFF, low: last.low & (Counter.lowLimit - 1))
    }

    /// The id after the last one, for an event at `time`.
    public mutating func next(
        at time: Timestamp, using random: inout some RandomNumberGenerator
    ) -> EventID {
        let now = UInt64(max(0, time.nanoseconds) / 1_000_000)
        if now > milliseconds {
            milliseconds = now
            counter = Counter(startingWith: &random)
        } else if !counter.advance(by: random.next() >> 32 + 1) {
            milliseconds += 1
            counter = Counter(startingWith: &random)
        }
        return EventID(
            high: milliseconds << 16 | 0x7000 | counter.high, low: 1 << 63 | counter.low)
    }
}

/// The 74 bits behind the milliseconds: 12 in the upper half of the id, 62 in the lower.
private struct Counter: Sendable {
    var high: UInt64 = 0
    var low: UInt64 = 0

    static let lowLimit: UInt64 = 1 << 62
}

extension Counter {
    /// Begins in the lower half of the range, so that there is room to count on.
    init(startingWith random: inout some RandomNumberGenerator) {
        high = random.next() & 0x7FF
        low = random.next() & (Self.lowLimit - 1)
    }

    /// Steps on; `false` when the range is used up.
    mutating func advance(by step: UInt64) -> Bool {
        low += step
        guard low >= Self.lowLimit else { return true }
        low -= Self.lowLimit
        high += 1
        return high <= 0xFFF
    }
}
