/// Text in lines of at most 76 bytes of ASCII (RFC 2045).
enum QuotedPrintable {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Every kind of line end in `text` becomes CR and LF.
    static func encoded(_ text: String) -> [UInt8] {
        var encoded: [UInt8] = []
        for (number, line) in lines(Array(text.utf8)).enumerated() {
            if number > 0 { encoded += [0x0D, 0x0A] }
            append(line, to: &encoded)
        }
        return encoded
    }

    private static func lines(_ text: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var wasReturn = false
        for byte in text {
            defer { wasReturn = byte == 0x0D }
            if byte == 0x0A && wasReturn { continue }
            if byte == 0x0A || byte == 0x0D {
                lines.append([])
            } else {
                lines[lines.count - 1].append(byte)
            }
        }
        return lines
    }

    private static func append(_ line: [UInt8], to encoded: inout [UInt8]) {
        var width = 0
        for (position, byte) in line.enumerated() {
            let isLast = position == line.count - 1
            let isPlain =
                byte > 0x20 && byte < 0x7F && byte != 0x3D || byte == 0x20 && !isLast
            // One byte stays free for the sign that the line goes on.
            if width + (isPlain ? 1 : 3) > 75 {
                encoded += [0x3D, 0x0D, 0x0A]
                width = 0
            }
            if isPlain {
                encoded.append(byte)
            } else {
                encoded += [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
            width += isPlain ? 1 : 3
        }
    }
}
