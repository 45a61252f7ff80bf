public import PetrelStates

extension ResourceReference {
    /// Which resource is meant: its kind, and its UUID in lower case.
    public init(_ kind: ResourceKind, _ id: String) {
        self.init(kind: kind.name, id: id)
    }
}
