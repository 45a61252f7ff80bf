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

    /// What is known of a state that its kind forgot to describe.
    init(undescribed name: String) {
        self.name = name
        meaning = ""
        role = .stable
        isRemovable = false
    }
}
