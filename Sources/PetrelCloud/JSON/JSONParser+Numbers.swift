extension JSONParser {
    /// The longest number with a fraction or an exponent that is taken, in bytes. Every `Double`
    /// can be written out exactly in fewer.
    private static let longestNumber = 1_100

    /// A number: whole ones exactly, others as the nearest `Double`.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") { position += 1 } else { try skipDigits() }
        var isWhole = true
        if peek == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try skipDigits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try skipDigits()
        }
        guard let value = isWhole ? integer(from: start) : decimal(from: start) else {
            throw JSONError(.numberOutOfRange, at: start)
        }
        return value
    }

    /// At least one digit, and those behind it.
    private mutating func skipDigits() throws(JSONError) {
        guard isDigit(peek) else { throw unexpected() }
        while isDigit(peek) { position += 1 }
    }

    private func isDigit(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private func integer(from start: Int) -> JSONValue? {
        let isNegative = text[start] == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in text[(isNegative ? start + 1 : start)..<position] {
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (tens, tooBig) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = tens.subtractingReportingOverflow(digit)
            if tooBig || overflow { return nil }
            value = sum
        }
        // The value was summed up below zero, where there is room for one more than above it.
        if isNegative { return .integer(value) }
        return value == .min ? nil : .integer(-value)
    }

    private func decimal(from start: Int) -> JSONValue? {
        guard position - start <= Self.longestNumber,
            let number = Double(String(decoding: text[start..<position], as: UTF8.self)),
            number.isFinite
        else { return nil }
        return .number(number)
    }
}
