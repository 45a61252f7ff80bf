/// An event's id: a UUID whose beginning is the time it was made, so that ids sort by age.
///
/// Ids made here are UUIDs of version 7 (RFC 9562). Ids of other origin are kept as they are.
public struct EventID: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// A new id, greater than every id made before in this process.
    public static func next() -> EventID { EventIDGenerator.shared.next() }
}

extension EventID: Comparable {
    /// Orders by the 16 bytes, which is also the order of the texts.
    public static func < (left: EventID, right: EventID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension EventID {
    /// The id in 16 bytes, most significant first.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    /// Reads the 16 bytes that ``bytes`` gives; `nil` when there are not exactly 16.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.init(high: Self.word(bytes.prefix(8)), low: Self.word(bytes.suffix(8)))
    }

    private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The millisecond the id was made in; `nil` for ids of other versions, which do not say.
    public var time: Timestamp? {
        guard high >> 12 & 0xF == 7 else { return nil }
        let (nanoseconds, overflow) = Int64(high >> 16).multipliedReportingOverflow(by: 1_000_000)
        return overflow ? nil : Timestamp(nanoseconds: nanoseconds)
    }
}
