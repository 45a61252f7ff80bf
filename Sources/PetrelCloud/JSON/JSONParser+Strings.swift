extension JSONParser {
    /// A string, from quote to quote.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        try skipPlainBytes()
        if peek == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: text[start..<position - 1], as: UTF8.self)
        }
        return try stringWithEscapes(from: start)
    }

    /// A string that has an escape where the parser stands.
    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        var bytes = Array(text[start..<position])
        while peek == UInt8(ascii: "\\") {
            try escape(into: &bytes)
            let plain = position
            try skipPlainBytes()
            bytes.append(contentsOf: text[plain..<position])
        }
        position += 1
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Goes to the next quote or backslash.
    private mutating func skipPlainBytes() throws(JSONError) {
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            guard byte >= 0x20 else { throw JSONError(.controlCharacter(byte), at: position) }
            position += 1
        }
        throw unexpected()
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
        let start = position
        position += 1
        guard let letter = peek else { throw unexpected() }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(letter)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            bytes.append(contentsOf: Character(try scalar(from: start)).utf8)
        default: throw JSONError(.invalidEscape, at: start)
        }
    }

    /// The character that one `\u` escape, or two that form a pair, stand for.
    private mutating func scalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexWord()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), takesEscapedWord() else {
            throw JSONError(.loneSurrogate, at: start)
        }
        let second = try hexWord()
        guard UTF16.isTrailSurrogate(second) else { throw JSONError(.loneSurrogate, at: start) }
        return UTF16.decode(.init([first, second]))
    }

    private mutating func takesEscapedWord() -> Bool {
        guard position + 1 < text.count, text[position] == UInt8(ascii: "\\"),
            text[position + 1] == UInt8(ascii: "u")
        else { return false }
        position += 2
        return true
    }

    private mutating func hexWord() throws(JSONError) -> UInt16 {
        var word: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek else { throw unexpected() }
            guard let digit = HexDigit.value(of: byte) else { throw unexpected() }
            word = word << 4 | UInt16(digit)
            position += 1
        }
        return word
    }
}
