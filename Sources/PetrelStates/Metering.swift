/// What a transition means for the usage of its resource.
public enum Metering: Hashable, Sendable {
    /// Usage of this meter begins.
    case opens(Meter)
    /// Usage of this meter ends.
    case closes(Meter)
    /// Usage goes on under new terms: the open interval ends and a new one begins at the same
    /// instant.
    case changes(Meter)
}

/// What is measured, by name: `RUNNING_VM`, `VOLUME`. A cloud's own meters are static members of an
/// extension.
public struct Meter: Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }
}
