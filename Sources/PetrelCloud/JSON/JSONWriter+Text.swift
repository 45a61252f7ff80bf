extension JSONWriter {
    /// A string between quotes. Quotes, backslashes and control characters are escaped, everything
    /// else stays as it is.
    mutating func appendQuoted(_ string: String) {
        append(CollectionOfOne(UInt8(ascii: "\"")))
        let written: Void? = string.utf8.withContiguousStorageIfAvailable { appendEscaped($0) }
        if written == nil { Array(string.utf8).withUnsafeBufferPointer { appendEscaped($0) } }
        append(CollectionOfOne(UInt8(ascii: "\"")))
    }

    /// Copies runs of plain bytes at once.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for position in text.indices where Self.needsEscape(text[position]) {
            append(text[start..<position])
            appendEscape(of: text[position])
            start = position + 1
        }
        append(text[start...])
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"".utf8)
        case UInt8(ascii: "\\"): append("\\\\".utf8)
        case UInt8(ascii: "\n"): append("\\n".utf8)
        case UInt8(ascii: "\r"): append("\\r".utf8)
        case UInt8(ascii: "\t"): append("\\t".utf8)
        case 0x08: append("\\b".utf8)
        case 0x0C: append("\\f".utf8)
        default:
            append(byte < 0x10 ? "\\u000".utf8 : "\\u001".utf8)
            append(String(byte & 0xF, radix: 16).utf8)
        }
    }

    /// The decimal digits of a whole number.
    mutating func append(_ integer: Int64) {
        if integer < 0 { append(CollectionOfOne(UInt8(ascii: "-"))) }
        var rest = integer.magnitude
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            append(UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }
}
