/// Words joined by dots, known to be well formed: what a topic and a pattern have in common.
///
/// Equality, order and hash go by bytes, as brokers compare routing keys. (Two `String`s can be
/// equal although their bytes differ.)
struct TopicText: Sendable {
    /// The longest routing key of AMQP 0-9-1, in bytes.
    static let limit = 255
    static let dot = UInt8(ascii: ".")

    private(set) var string: String

    init(_ text: String) throws(TopicError) {
        string = text
        string.makeContiguousUTF8()
        if let mistake = withBytes(Self.mistake) { throw mistake }
    }

    init(segments: [String]) throws(TopicError) {
        if let dot = Self.firstDot(within: segments) { throw .dotInSegment(at: dot) }
        try self.init(segments.joined(separator: "."))
    }

    /// How many words there are.
    var count: Int {
        withBytes { bytes in
            var count = 1
            for byte in bytes where byte == Self.dot { count += 1 }
            return count
        }
    }

    /// Reads the bytes in place.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = string.utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = string
        return copy.withUTF8(body)
    }
}

extension TopicText: Hashable, Comparable {
    static func == (left: TopicText, right: TopicText) -> Bool {
        left.string.utf8.count == right.string.utf8.count
            && left.string.utf8.elementsEqual(right.string.utf8)
    }

    static func < (left: TopicText, right: TopicText) -> Bool {
        left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
    }

    func hash(into hasher: inout Hasher) {
        withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
