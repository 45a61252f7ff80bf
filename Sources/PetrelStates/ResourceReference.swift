/// One resource, by kind and id.
public struct ResourceReference: Hashable, Sendable {
    public let kind: String
    public let id: String

    public init(kind: String, id: String) {
        self.kind = kind
        self.id = id
    }
}

extension ResourceReference: CustomStringConvertible {
    public var description: String { id.isEmpty ? kind : "\(kind) \(id)" }
}
