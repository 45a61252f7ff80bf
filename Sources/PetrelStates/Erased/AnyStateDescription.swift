/// What a state means, by name; see ``StateDescription``.
public struct AnyStateDescription: Hashable, Sendable {
    public let name: String
    public let meaning: String
    public let role: StateRole
    /// Whether a resource may be removed from here for good.
    public let isRemovable: Bool

    init<State>(_ description: StateDescription<State>) {
        name = description.state.rawValue
        meaning = description.meaning
        role = description.role
        isRemovable = description.isRemovable
    }

    init(name: String, meaning: String, role: StateRole) {
        self.name = name
        self.meaning = meaning
        self.role = role
        isRemovable = role == .final
    }
}
