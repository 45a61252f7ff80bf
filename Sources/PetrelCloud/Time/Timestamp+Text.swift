extension Timestamp {
    /// The ways to write an instant that this cloud knows. All are in UTC.
    public enum Form: Hashable, Sendable, CaseIterable {
        /// RFC 3339 to the nanosecond: `2026-11-22T17:00:00.123456789Z`.
        case rfc3339
        /// As CloudStack's API answers, to the second: `2026-11-22T17:00:00+0000`.
        case api
        /// As CloudStack's event bus writes, to the second: `2026-11-22 17:00:00 +0000`.
        case exchange
    }

    /// The instant as text. The forms without a fraction leave it out and do not round.
    public func text(_ form: Form = .rfc3339) -> String {
        let seconds = nanoseconds.flooredDivision(by: 1_000_000_000)
        let fraction = Int(nanoseconds &- seconds &* 1_000_000_000)
        let time = CivilTime(secondsSince1970: seconds)
        return String(unsafeUninitializedCapacity: 32) { bytes in
            var text = DigitWriter(bytes: bytes)
            text.date(time, form: form)
            switch form {
            case .rfc3339: text.fraction(fraction)
            case .api: text.append("+0000")
            case .exchange: text.append(" +0000")
            }
            return text.count
        }
    }
}

extension Timestamp: CustomStringConvertible {
    public var description: String { text() }
}

/// Fills a buffer with digits and marks.
private struct DigitWriter {
    let bytes: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    mutating func date(_ time: CivilTime, form: Timestamp.Form) {
        number(time.year, digits: 4)
        append("-")
        number(time.month, digits: 2)
        append("-")
        number(time.day, digits: 2)
        append(form == .exchange ? " " : "T")
        number(time.hour, digits: 2)
        append(":")
        number(time.minute, digits: 2)
        append(":")
        number(time.second, digits: 2)
    }

    mutating func fraction(_ nanoseconds: Int) {
        append(".")
        number(nanoseconds, digits: 9)
        append("Z")
    }

    mutating func number(_ number: Int, digits: Int) {
        var rest = number
        for position in stride(from: count + digits - 1, through: count, by: -1) {
            bytes[position] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        count += digits
    }

    mutating func append(_ mark: StaticString) {
        for offset in 0..<mark.utf8CodeUnitCount { bytes[count + offset] = mark.utf8Start[offset] }
        count += mark.utf8CodeUnitCount
    }
}
