/// Reads JSON text from anybody, strictly and within limits.
///
/// What RFC 8259 does not allow is refused: a byte order mark, trailing commas, comments, `NaN`,
/// text after the value. So is what the RFC leaves open and different programs read differently:
/// two members of one name, lone surrogates, numbers that would lose digits before the point.
/// Time and memory grow in proportion to the length of the text.
public struct JSONReader: Sendable {
    /// The longest text taken.
    public var maximumBytes: Int
    /// How deep objects and arrays may be nested; never more than ``deepest``.
    public var maximumDepth: Int

    /// The most that ``maximumDepth`` can be, for the sake of the stack.
    public static let deepest = 512

    public init(maximumBytes: Int = 1 << 20, maximumDepth: Int = 64) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = min(maximumDepth, Self.deepest)
    }

    /// The one value that `text` consists of.
    public func read(_ text: some Collection<UInt8>) throws(JSONError) -> JSONValue {
        let inPlace = text.withContiguousStorageIfAvailable { parse($0) }
        let result = inPlace ?? Array(text).withUnsafeBufferPointer { parse($0) }
        return try result.get()
    }

    /// The one value that `text` consists of.
    public func read(_ text: String) throws(JSONError) -> JSONValue {
        try read(text.utf8)
    }

    private func parse(_ text: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONError> {
        Result { () throws(JSONError) in
            guard text.count <= maximumBytes else {
                throw JSONError(.tooLong(limit: maximumBytes), at: maximumBytes)
            }
            if let offset = UTF8Check.firstInvalidByte(in: text) {
                throw JSONError(.invalidUTF8, at: offset)
            }
            var parser = JSONParser(text: text, maximumDepth: maximumDepth)
            return try parser.document()
        }
    }
}
