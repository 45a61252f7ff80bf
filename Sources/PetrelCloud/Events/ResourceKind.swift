/// The kind of a resource, as topics and bodies spell it: `VirtualMachine`, `Volume`.
///
/// Any text can be a kind, so that resources of plug-ins travel like those of the cloud.
public struct ResourceKind: Hashable, Sendable {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }
}

extension ResourceKind: ExpressibleByStringLiteral, CustomStringConvertible {
    public init(stringLiteral literal: String) {
        name = literal
    }

    public var description: String { name }
}
