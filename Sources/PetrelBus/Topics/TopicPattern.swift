/// Which topics somebody wants: a topic in which `*` stands for exactly one segment and `#` for any
/// number of them, none included.
///
/// ```swift
/// let volumes: TopicPattern = "*.ResourceStateEvent.*.Volume.#"
/// ```
///
/// Both may stand anywhere and more than once. Inside a longer word (`VM-*`) they are ordinary
/// characters. The same patterns work as AMQP binding keys, and the limits of ``Topic`` apply.
public struct TopicPattern: Hashable, Sendable {
    /// The pattern that every topic matches.
    public static let all: TopicPattern = "#"

    let text: TopicText

    /// Reads a pattern, or says what is wrong with it and where.
    public init(_ text: String) throws(TopicError) {
        self.text = try TopicText(text)
    }

    /// Joins words with dots. A word must not hold a dot itself.
    public init(segments: [String]) throws(TopicError) {
        text = try TopicText(segments: segments)
    }

    /// Joins free texts, each made one word by ``Topic/field(_:)``; a missing one stands for any
    /// segment.
    public init(fields: [String?]) throws(TopicError) {
        text = try TopicText(segments: fields.map(TopicText.field))
    }

    /// The words between the dots, wildcards among them.
    public var segments: TopicSegments { TopicSegments(text: text.string) }

    /// How many segments there are, at least one.
    public var count: Int { text.count }
}

extension TopicPattern: Comparable, CustomStringConvertible {
    /// Orders by bytes, as `sort` does in the C locale.
    public static func < (left: TopicPattern, right: TopicPattern) -> Bool {
        left.text < right.text
    }

    public var description: String { text.string }
}

extension TopicPattern: ExpressibleByStringLiteral {
    /// A pattern written in the source. One that is malformed stops the program; texts from
    /// outside go through ``init(_:)``.
    public init(stringLiteral literal: String) {
        do {
            try self.init(literal)
        } catch {
            preconditionFailure("\"\(literal)\" is no topic pattern: \(error)")
        }
    }
}
