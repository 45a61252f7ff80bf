/// One pass over a text that is known to be UTF-8.
struct JSONParser {
    let text: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    var position = 0
    private var depth = 0

    init(text: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.text = text
        self.maximumDepth = maximumDepth
    }

    /// A value, and nothing behind it but blanks.
    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value()
        skipBlanks()
        guard position == text.count else { throw unexpected() }
        return value
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"):
            return try nested { parser throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        guard depth < maximumDepth else {
            throw JSONError(.tooDeep(limit: maximumDepth), at: position)
        }
        depth += 1
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        var members: [String: JSONValue] = [:]
        guard !takes(UInt8(ascii: "}")) else { return .object(members) }
        repeat {
            skipBlanks()
            let start = position
            guard peek == UInt8(ascii: "\"") else { throw unexpected() }
            let name = try string()
            guard takes(UInt8(ascii: ":")) else { throw unexpected() }
            guard members.updateValue(try value(), forKey: name) == nil else {
                throw JSONError(.duplicateKey(name), at: start)
            }
        } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "}")) else { throw unexpected() }
        return .object(members)
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        guard !takes(UInt8(ascii: "]")) else { return .array(elements) }
        repeat {
            elements.append(try value())
        } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "]")) else { throw unexpected() }
        return .array(elements)
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for byte in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
            guard peek == byte else { throw unexpected() }
            position += 1
        }
        return value
    }
}

extension JSONParser {
    /// The byte to read next; `nil` at the end.
    var peek: UInt8? { position < text.count ? text[position] : nil }

    /// What is wrong when the byte to read next does not fit.
    func unexpected() -> JSONError {
        guard let byte = peek else { return JSONError(.endOfText, at: position) }
        return JSONError(.unexpectedByte(byte), at: position)
    }

    /// Steps over blanks and then over `byte`, if it stands there.
    mutating func takes(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard peek == byte else { return false }
        position += 1
        return true
    }

    mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }
}
