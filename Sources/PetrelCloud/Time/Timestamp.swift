#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// An instant in nanoseconds since 1970 began in UTC, without leap seconds: the years 1677 to 2262.
public struct Timestamp: Hashable, Sendable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A whole second; those before 1677 and after 2262 become the first and last instant.
    public init(seconds: Int64) {
        nanoseconds = Self.clamped(seconds.multipliedReportingOverflow(by: 1_000_000_000), seconds)
    }

    /// What the machine's clock says.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}

extension Timestamp: InstantProtocol {
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The instant that much later, to the nanosecond, or the last one there is.
    public func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let step = Timestamp(seconds: seconds).nanoseconds
        let rest = attoseconds / 1_000_000_000
        let whole = Self.clamped(nanoseconds.addingReportingOverflow(step), step)
        return Timestamp(
            nanoseconds: Self.clamped(whole.addingReportingOverflow(rest), rest))
    }

    public func duration(to other: Timestamp) -> Duration {
        .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
    }

    private static func clamped(
        _ result: (partialValue: Int64, overflow: Bool), _ direction: Int64
    ) -> Int64 {
        guard result.overflow else { return result.partialValue }
        return direction < 0 ? .min : .max
    }
}
