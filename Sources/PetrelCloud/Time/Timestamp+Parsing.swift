extension Timestamp {
    /// Reads an instant in the given form, with any offset from UTC.
    ///
    /// RFC 3339 may have none to nine digits of a second and `Z` or `+hh:mm`; the others are fixed.
    /// `nil` for everything else: a date that does not exist, blanks around it, a year outside
    /// 1677 to 2262. A leap second, where one can be, is the first instant after it.
    public init?(_ text: String, form: Form = .rfc3339) {
        var text = TimeScanner(text)
        guard let seconds = text.civilTime(separators: form == .exchange ? " " : "Tt"),
            let fraction = form == .rfc3339 ? text.fraction() : 0,
            let offset = form == .rfc3339 ? text.offset() : text.compactOffset(after: form.blank),
            text.isAtEnd
        else { return nil }
        let instant = seconds.secondsSince1970 - offset
        // A minute has 61 seconds at the end of some days in UTC, and never elsewhere.
        guard seconds.second < 60 || instant % 86_400 == 0 else { return nil }
        let exact = Int128(instant) * 1_000_000_000 + Int128(fraction)
        guard let nanoseconds = Int64(exactly: exact) else { return nil }
        self.nanoseconds = nanoseconds
    }
}

extension Timestamp.Form {
    /// What stands between the time and its offset.
    fileprivate var blank: String { self == .exchange ? " " : "" }
}

/// Takes a time apart from left to right.
private struct TimeScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The part that all forms have in common, one of `separators` between date and time.
    mutating func civilTime(separators: String) -> CivilTime? {
        guard let year = number(digits: 4), takes("-"), let month = number(digits: 2), takes("-"),
            let day = number(digits: 2), takes(separators), let hour = number(digits: 2),
            takes(":"),
            let minute = number(digits: 2), takes(":"), let second = number(digits: 2)
        else { return nil }
        return CivilTime(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    /// The nanoseconds after the point; none without a point.
    mutating func fraction() -> Int64? {
        guard takes(".") else { return 0 }
        var nanoseconds: Int64 = 0
        var digits = 0
        while digits < 9, let digit = digit() {
            nanoseconds = nanoseconds * 10 + digit
            digits += 1
        }
        guard digits > 0 else { return nil }
        for _ in digits..<9 { nanoseconds *= 10 }
        return nanoseconds
    }

    /// `Z` or `+hh:mm`, in seconds.
    mutating func offset() -> Int64? {
        if takes("Zz") { return 0 }
        return signedOffset(separator: ":")
    }

    /// `+hhmm` behind `blank`, in seconds.
    mutating func compactOffset(after blank: String) -> Int64? {
        guard blank.isEmpty || takes(blank) else { return nil }
        return signedOffset(separator: "")
    }

    private mutating func signedOffset(separator: String) -> Int64? {
        let isNegative = rest.first == UInt8(ascii: "-")
        guard takes("+-"), let hours = number(digits: 2), separator.isEmpty || takes(separator),
            let minutes = number(digits: 2), hours < 24, minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3_600 + minutes * 60)
        return isNegative ? -seconds : seconds
    }

    private mutating func number(digits: Int) -> Int? {
        var number: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return Int(number)
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
            return nil
        }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }

    /// Steps over one of `bytes`, if one stands there.
    private mutating func takes(_ bytes: String) -> Bool {
        guard let byte = rest.first, bytes.utf8.contains(byte) else { return false }
        rest.removeFirst()
        return true
    }
}
