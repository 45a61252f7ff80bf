internal import Foundation
internal import PetrelCloud

/// Hours of each day in which nobody wants to be told, as the clocks of a place show them.
struct QuietHours: Sendable, Hashable {
    enum Then: String, Sendable, Hashable, CaseIterable {
        /// One by one, when they are over.
        case later
        /// Together, when they are over.
        case digest
    }

    /// Minutes after midnight. What begins later than it ends lasts over midnight.
    var from: Int
    var to: Int
    /// As the time zone database calls it.
    var zone: String
    var then: Then
    /// Events that are so severe are told all the same.
    var except: CloudEvent.Level?

    func passes(_ event: CloudEvent) -> Bool {
        except.map { event.level.severity >= $0.severity } ?? false
    }

    /// When the quiet hours end that `now` is in; `nil` when it is in none.
    func end(at now: Timestamp) -> Timestamp? {
        guard let zone = TimeZone(identifier: zone) else { return nil }
        let seconds = now.nanoseconds / 1_000_000_000
        let offset = Self.offset(zone, seconds)
        let minute = Int((seconds + offset) / 60 % 1_440)
        guard contains(minute) else { return nil }
        let left = (to - minute + 1_440) % 1_440
        let end = (seconds + offset) / 60 * 60 - offset + Int64(left) * 60
        // When the clocks are put forward or back meanwhile, it ends as they show it then; in the hour that is left
        // out, as if there were one.
        let later = Self.offset(zone, end)
        let moved = end - (later - offset)
        return Timestamp(seconds: Self.offset(zone, moved) == later ? moved : end)
    }

    /// How far the clocks are before UTC, in seconds.
    private static func offset(_ zone: TimeZone, _ seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    private func contains(_ minute: Int) -> Bool {
        from < to ? (from..<to).contains(minute) : minute >= from || minute < to
    }

    static func isZone(_ name: String) -> Bool { TimeZone(identifier: name) != nil }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "from": .string(Self.clock(from)), "to": .string(Self.clock(to)),
            "zone": .string(zone), "then": .string(then.rawValue),
        ]
        members["except"] = except.map { .string($0.rawValue) }
        return .object(members)
    }

    /// Minutes after midnight of a time such as `22:30`.
    static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    private static func clock(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
