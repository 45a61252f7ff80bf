/// What happened, by its dotted name: `VM.START`, `ALERT.MEMORY`.
///
/// Any text can be a type. A name that the catalogue does not know, of a plug-in or of another
/// version, is carried like any other.
public struct EventType: Hashable, Sendable {
    /// The dotted name; never empty.
    public let name: String

    /// An empty name becomes `*`, the word for what is missing.
    public init(_ name: String) {
        self.name = name.isEmpty ? "*" : name
    }
}

extension EventType: ExpressibleByStringLiteral, CustomStringConvertible {
    public init(stringLiteral literal: String) {
        self.init(literal)
    }

    public var description: String { name }
}
