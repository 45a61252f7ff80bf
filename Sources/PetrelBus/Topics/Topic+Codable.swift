extension Topic: Codable {
    /// Reads the topic's text; one that is malformed is corrupt data.
    public init(from decoder: any Decoder) throws {
        text = try TopicText(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try text.encode(to: encoder)
    }
}

extension TopicPattern: Codable {
    /// Reads the pattern's text; one that is malformed is corrupt data.
    public init(from decoder: any Decoder) throws {
        text = try TopicText(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try text.encode(to: encoder)
    }
}

extension TopicText: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(container.decode(String.self))
        } catch let mistake as TopicError {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: mistake.description)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}
