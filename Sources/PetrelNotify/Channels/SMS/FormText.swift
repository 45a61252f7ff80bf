/// Values in `application/x-www-form-urlencoded`.
enum FormText {
    private static let digits = Array("0123456789ABCDEF".unicodeScalars)

    static func encoded(_ text: String) -> String {
        var encoded = String.UnicodeScalarView()
        for byte in text.utf8 {
            if isPlain(byte) {
                encoded.append(Unicode.Scalar(byte))
            } else {
                encoded += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(encoded)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte) || "-._~".utf8.contains(byte)
    }
}
