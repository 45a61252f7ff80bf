/// One resource, by kind and id.
public struct ResourceReference: Hashable, Sendable {
    /// As the kind's life spells it, as in `VirtualMachine`.
    public let kind: String
    /// In a cloud the resource's UUID in lower case.
    public let id: String

    public init(kind: String, id: String) {
        self.kind = kind
        self.id = id
    }
}

extension ResourceReference: CustomStringConvertible {
    public var description: String { id.isEmpty ? kind : "\(kind) \(id)" }
}
