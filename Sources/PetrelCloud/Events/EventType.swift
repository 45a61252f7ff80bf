/// What happened, by its dotted name: `VM.START`, `ALERT.MEMORY`.
///
/// Any text can be a type. A name that the catalogue does not know, of a plug-in or of another
/// version, is carried like any other.
public struct EventType: Hashable, Sendable {
    /// The dotted name.
    public let name: String

    public init(_ name: String) {
        self.name = name
    }
}

extension EventType: ExpressibleByStringLiteral, CustomStringConvertible {
    public init(stringLiteral literal: String) {
        name = literal
    }

    public var description: String { name }
}
