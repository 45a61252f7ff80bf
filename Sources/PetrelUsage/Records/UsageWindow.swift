internal import Foundation
public import PetrelCloud

/// A stretch of time that one record is about; its end is no longer part of it.
public struct UsageWindow: Hashable, Sendable {
    public let start: Timestamp
    public let end: Timestamp

    public init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }
}

/// How long windows are.
public enum WindowLength: String, Sendable, CaseIterable {
    case hour, day, month
    /// The whole period is one window.
    case total
}

/// Cuts periods into the hours, days and months of a time zone.
///
/// Windows tile the period: they neither overlap nor leave anything out, also where clocks are set. A day is from
/// midnight to midnight, or from the first instant of a day that has no midnight; so it has 23, 24 or 25 hours. An hour
/// is an hour of the clock on the wall; where the zone's offset changes by less than whole hours, the hour before ends
/// early.
public struct WindowCutter: Sendable {
    public enum Problem: Error, Hashable, Sendable {
        case unknownTimeZone(String)
        case tooMany(limit: Int)
    }

    /// The most windows one question may have.
    public static let mostWindows = 100_000
    private let zone: TimeZone
    private let calendar: Calendar

    public init(timeZone: String) throws(Problem) {
        guard let zone = TimeZone(identifier: timeZone) else { throw .unknownTimeZone(timeZone) }
        self.zone = zone
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// The windows from `start` to `end`; the first and the last may be parts.
    public func windows(
        from start: Timestamp, to end: Timestamp, each length: WindowLength
    ) throws(Problem) -> [UsageWindow] {
        guard start < end else { return [] }
        guard length != .total else { return [UsageWindow(start: start, end: end)] }
        var windows: [UsageWindow] = []
        var place = start
        while place < end {
            guard windows.count < Self.mostWindows else { throw .tooMany(limit: Self.mostWindows) }
            let next = min(boundary(after: place, length), end)
            windows.append(UsageWindow(start: place, end: next))
            place = next
        }
        return windows
    }

    /// The first boundary after an instant.
    func boundary(after time: Timestamp, _ length: WindowLength) -> Timestamp {
        // Calendars think in whole seconds.
        let seconds = time.wholeSeconds
        let next: Int64 =
            switch length {
            case .hour: hour(after: seconds)
            case .day: day(after: seconds)
            case .month: month(of: seconds).end
            case .total: .max / 2_000_000_000
            }
        return Timestamp(seconds: max(next, seconds + 1))
    }

    /// The month an instant falls into.
    func month(of time: Timestamp) -> UsageWindow {
        let month = month(of: time.wholeSeconds)
        return UsageWindow(
            start: Timestamp(seconds: month.start), end: Timestamp(seconds: month.end))
    }

    private func hour(after seconds: Int64) -> Int64 {
        let offset = offset(seconds)
        let local = seconds + offset
        let next = local - ((local % 3_600) + 3_600) % 3_600 + 3_600 - offset
        guard (self.offset(next) - offset) % 3_600 != 0 else { return next }
        // The offset changes on the way by a part of an hour: find the instant by halving.
        var (low, high) = (seconds, next)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if self.offset(middle) == offset { low = middle } else { high = middle }
        }
        return high
    }

    private func offset(_ seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    private func day(after seconds: Int64) -> Int64 {
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: Double(seconds)))
        return first(year: parts.year, month: parts.month, day: (parts.day ?? 0) + 1)
    }

    private func month(of seconds: Int64) -> (start: Int64, end: Int64) {
        let parts = calendar.dateComponents(
            [.year, .month], from: Date(timeIntervalSince1970: Double(seconds)))
        return (
            first(year: parts.year, month: parts.month, day: 1),
            first(year: parts.year, month: (parts.month ?? 0) + 1, day: 1)
        )
    }

    /// The first second of a day; a month or day beyond the last one counts on.
    private func first(year: Int?, month: Int?, day: Int) -> Int64 {
        var utc = Calendar(identifier: .gregorian)
        utc.timeZone = .gmt
        let date = utc.date(from: DateComponents(year: year, month: month, day: day))
        let midnight = Int64(date?.timeIntervalSince1970 ?? 0)
        // What the wall shows is midnight or later from here on, and before it was not.
        var (low, high) = (midnight - 2 * 86_400, midnight + 2 * 86_400)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if dayNumber(middle) >= midnight / 86_400 { high = middle } else { low = middle }
        }
        return high
    }

    private func dayNumber(_ seconds: Int64) -> Int64 {
        let local = seconds + offset(seconds)
        return (local - ((local % 86_400) + 86_400) % 86_400) / 86_400
    }
}

extension Timestamp {
    /// The seconds since 1970, rounded towards the past.
    var wholeSeconds: Int64 {
        let (quotient, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return rest < 0 ? quotient - 1 : quotient
    }
}
