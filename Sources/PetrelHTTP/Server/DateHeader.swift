internal import PetrelCloud
internal import Synchronization

/// The header `Date`, written once a second.
final class DateHeader: Sendable {
    private let last = Mutex<(second: Int64, text: String)>((-1, ""))

    func text(_ now: Timestamp = .now) -> String {
        let second = now.nanoseconds / 1_000_000_000
        return last.withLock { last in
            if last.second != second { last = (second, Self.text(second: second)) }
            return last.text
        }
    }

    /// As RFC 9110 wants it: `Sun, 22 Nov 2026 17:00:00 GMT`.
    private static func text(second: Int64) -> String {
        let text = Timestamp(seconds: second).text(.api)
        let date = text.prefix(10).split(separator: "-")
        let day = days[Int((second / 86_400 + 4) % 7)]
        let month = months[(Int(date[1]) ?? 1) - 1]
        return "\(day), \(date[2]) \(month) \(date[0]) \(text.dropFirst(11).prefix(8)) GMT"
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
