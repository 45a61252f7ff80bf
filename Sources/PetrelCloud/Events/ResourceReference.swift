/// Which resource is meant: its kind and its id.
public struct ResourceReference: Hashable, Sendable {
    public var kind: ResourceKind
    /// The resource's UUID in lower case.
    public var id: String

    public init(_ kind: ResourceKind, _ id: String) {
        self.kind = kind
        self.id = id
    }
}

extension ResourceReference: CustomStringConvertible {
    public var description: String { "\(kind)/\(id)" }
}
