/// Where an event is filed: words joined by dots, from the general to the particular.
///
/// ```swift
/// let topic: Topic = "management-server.ActionEvent.VM-START.VirtualMachine.0b6f"
/// ```
///
/// A topic has 1 to 255 bytes of UTF-8, no empty segment and no control character. Two topics are
/// equal when their bytes are. The words `*` and `#` have no special meaning in a topic; `*` is
/// how CloudStack writes a part that is missing.
public struct Topic: Hashable, Sendable {
    let text: TopicText

    /// Reads a topic, or says what is wrong with it and where.
    public init(_ text: String) throws(TopicError) {
        self.text = try TopicText(text)
    }

    /// Joins words with dots. A word must not hold a dot itself.
    public init(segments: [String]) throws(TopicError) {
        text = try TopicText(segments: segments)
    }

    /// Joins free texts, each made one word by ``field(_:)``. Fails when there are none and when
    /// the result is too long.
    public init(fields: [String?]) throws(TopicError) {
        text = try TopicText(segments: fields.map(TopicText.field))
    }

    /// One segment from any text: dots and control characters become dashes, and nothing at all
    /// becomes `*`, as on CloudStack's exchange.
    public static func field(_ text: String?) -> String {
        TopicText.field(text)
    }

    /// The words between the dots.
    public var segments: TopicSegments { TopicSegments(text: text.string) }

    /// How many segments there are, at least one.
    public var count: Int { text.count }
}

extension Topic: Comparable, CustomStringConvertible {
    /// Orders by bytes, as `sort` does in the C locale.
    public static func < (left: Topic, right: Topic) -> Bool {
        left.text < right.text
    }

    public var description: String { text.string }
}

extension Topic: ExpressibleByStringLiteral {
    /// A topic written in the source. One that is malformed stops the program; texts from outside
    /// go through ``init(_:)``.
    public init(stringLiteral literal: String) {
        do {
            try self.init(literal)
        } catch {
            preconditionFailure("\"\(literal)\" is no topic: \(error)")
        }
    }
}
