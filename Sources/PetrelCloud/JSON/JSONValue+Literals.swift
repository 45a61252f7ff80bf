extension JSONValue: ExpressibleByStringLiteral {
    public init(stringLiteral literal: String) {
        self = .string(literal)
    }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral literal: Int64) {
        self = .integer(literal)
    }
}

extension JSONValue: ExpressibleByFloatLiteral {
    public init(floatLiteral literal: Double) {
        self = .number(literal)
    }
}

extension JSONValue: ExpressibleByBooleanLiteral {
    public init(booleanLiteral literal: Bool) {
        self = .bool(literal)
    }
}

extension JSONValue: ExpressibleByNilLiteral {
    public init(nilLiteral: ()) {
        self = .null
    }
}

extension JSONValue: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// An object written in the source. A key that comes twice keeps its last value.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(Dictionary(members) { _, last in last })
    }
}
