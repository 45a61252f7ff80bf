extension SigningStyle {
    /// The text that is signed: `name=value` pairs in order, all in lower case.
    func text(of fields: [QueryParameters.Field]) -> [UInt8] {
        var text: [UInt8] = []
        for field in sorted(fields) {
            if !text.isEmpty { text.append(UInt8(ascii: "&")) }
            append(name: field.name, to: &text)
            text.append(UInt8(ascii: "="))
            append(value: field.value, to: &text)
        }
        return text.map(Self.lowercased)
    }

    func sorted(_ fields: [QueryParameters.Field]) -> [QueryParameters.Field] {
        fields.sorted { left, right in
            let (left, right) =
                sortsByLowercasedName
                ? (left.lowercasedName, right.lowercasedName) : (left.name, right.name)
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }

    private func append(name: String, to text: inout [UInt8]) {
        for byte in name.utf8 {
            let isBracket = byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
            let isKept =
                switch names {
                case .raw: true
                case .encoded: FormEncoding.isPlain(byte)
                case .encodedOutsideBrackets: FormEncoding.isPlain(byte) || isBracket
                }
            FormEncoding.append(byte, encoded: !isKept, to: &text)
        }
    }

    private func append(value: String, to text: inout [UInt8]) {
        for byte in value.utf8 {
            let isEncoded =
                switch byte {
                case UInt8(ascii: "~"): encodesTilde
                case UInt8(ascii: "*"): encodesAsterisk
                case UInt8(ascii: "["), UInt8(ascii: "]"): encodesBrackets
                default: !FormEncoding.isPlain(byte)
                }
            FormEncoding.append(byte, encoded: isEncoded, to: &text)
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

/// Percent encoding as clients sign it.
enum FormEncoding {
    /// Letters, digits and the marks that everybody leaves alone.
    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    static func append(_ byte: UInt8, encoded: Bool, to text: inout [UInt8]) {
        guard encoded else { return text.append(byte) }
        text.append(UInt8(ascii: "%"))
        text.append(hexadecimal[Int(byte >> 4)])
        text.append(hexadecimal[Int(byte & 0xF)])
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
