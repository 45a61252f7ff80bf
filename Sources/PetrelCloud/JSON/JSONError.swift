/// Why a text is not JSON that we take, and where: bytes are counted from 0.
public struct JSONError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The text is longer than the reader takes.
        case tooLong(limit: Int)
        /// Objects and arrays are nested deeper than the reader takes.
        case tooDeep(limit: Int)
        /// The text ends in the middle of a value.
        case endOfText
        /// Something else has to stand here.
        case unexpectedByte(UInt8)
        /// These bytes are not UTF-8.
        case invalidUTF8
        /// A control character inside a string has to be written as an escape.
        case controlCharacter(UInt8)
        /// No such escape exists.
        case invalidEscape
        /// Half of a pair of surrogates without its other half.
        case loneSurrogate
        /// An object has two members of this name.
        case duplicateKey(String)
        /// A whole number beyond 64 bits, or a number beyond what a `Double` can hold.
        case numberOutOfRange
    }

    public var reason: Reason
    public var offset: Int

    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String { "\(problem) at byte \(offset)" }

    private var problem: String {
        switch reason {
        case .tooLong(let limit): "JSON text is longer than the \(limit) bytes allowed"
        case .tooDeep(let limit): "JSON text is nested deeper than the \(limit) levels allowed"
        case .endOfText: "JSON text ends inside a value"
        case .unexpectedByte(let byte): "byte 0x\(String(byte, radix: 16)) does not belong"
        case .invalidUTF8: "bytes are not UTF-8"
        case .controlCharacter(let byte):
            "control character 0x\(String(byte, radix: 16)) must be escaped"
        case .invalidEscape: "unknown escape"
        case .loneSurrogate: "half of a surrogate pair stands alone"
        case .duplicateKey: "an object has this member already"
        case .numberOutOfRange: "number is out of range"
        }
    }
}
