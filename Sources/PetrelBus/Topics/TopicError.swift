/// Why a text is no topic or no topic pattern.
///
/// Positions count UTF-8 bytes from 0. When the parts came as a list, they count in the text that
/// joining them with dots would give.
public enum TopicError: Error, Equatable {
    /// There is no text, or no segment, at all.
    case empty
    /// Nothing stands before the first dot, between two dots or after the last one.
    case emptySegment(at: Int)
    /// The text does not fit into an AMQP routing key.
    case tooLong(bytes: Int, limit: Int)
    /// A line break, a tab, a null byte or another character without a shape.
    case controlCharacter(at: Int)
    /// A part given as one segment holds a dot, which would make two segments of it.
    case dotInSegment(at: Int)
}

extension TopicError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty:
            "the topic is empty: write at least one segment, or # as a pattern for every topic"
        case .emptySegment(let position):
            "empty segment at byte \(position): put a word there (* for a missing part) "
                + "or remove the extra dot"
        case .tooLong(let bytes, let limit):
            "the topic has \(bytes) bytes, \(bytes - limit) more than the \(limit) that AMQP allows: "
                + "shorten a segment"
        case .controlCharacter(let position):
            "control character at byte \(position): remove it, "
                + "or let Topic.field(_:) replace it with a dash"
        case .dotInSegment(let position):
            "dot inside a segment at byte \(position): split the segment there, "
                + "or let Topic.field(_:) replace it with a dash"
        }
    }
}
