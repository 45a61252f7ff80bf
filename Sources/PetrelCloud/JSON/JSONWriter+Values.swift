extension JSONWriter {
    /// A whole value. Members come in the order of their names' bytes, at every depth.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.bool(bool)
        case .integer(let integer): self.integer(integer)
        case .number(let number): self.number(number)
        case .string(let string): self.string(string)
        case .array(let elements): array { json in for element in elements { json.value(element) } }
        case .object(let members): object { json in json.members(members) }
        }
    }

    /// Members of an object that is being written, in the order of their names' bytes.
    public mutating func members(_ members: [String: JSONValue]) {
        let inOrder = members.sorted { left, right in
            left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
        for (name, value) in inOrder { member(name, value) }
    }
}

extension JSONValue {
    /// The value as JSON text in UTF-8; equal values of equal bytes give equal text.
    public var bytes: [UInt8] {
        var json = JSONWriter(capacity: 128)
        json.value(self)
        return json.bytes
    }
}

extension JSONValue: CustomStringConvertible {
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
