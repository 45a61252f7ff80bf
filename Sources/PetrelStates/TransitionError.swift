/// A trigger that the rows of a resource's life do not allow now. Nothing has changed.
public struct TransitionError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// No row for this state and trigger.
        case noRow
        /// The row asks for more than the state; this is what it asks for.
        case unmet(requirement: String)
        /// The row leads to several states and the caller named none.
        case targetMissing
        /// The caller named a target the row does not lead to.
        case targetNotAllowed(String)
        /// The kind has no state of this name.
        case unknownState
        /// The kind has no trigger of this name.
        case unknownTrigger
    }

    public let resource: ResourceReference
    public let state: String
    public let trigger: String
    public let reason: Reason
    /// What would have been possible: the triggers with a row from this state; for a wrong target
    /// the row's targets; for an unknown name the known ones.
    public let possible: [String]
}

extension TransitionError: CustomStringConvertible {
    /// What was refused, of which resource, and what would have been possible.
    public var description: String {
        switch reason {
        case .noRow:
            "\(resource) stays \(state): no row leads on from there by \(trigger). \(alternatives)"
        case .unmet(let requirement):
            "\(resource) stays \(state): \(trigger) requires that \(requirement)."
        case .targetMissing:
            "\(resource) stays \(state): \(trigger) may lead to \(choice); name one of them."
        case .targetNotAllowed(let target):
            "\(resource) stays \(state): \(trigger) leads to \(choice), not to \(target)."
        case .unknownState:
            "\(resource) cannot be \(state): the states of its kind are \(listed)."
        case .unknownTrigger:
            "\(resource) stays \(state): its kind has no trigger \(trigger). \(alternatives)"
        }
    }

    private var alternatives: String {
        possible.isEmpty
            ? "Nothing is possible from \(state)." : "Possible from \(state): \(listed)."
    }

    private var listed: String { possible.joined(separator: ", ") }

    private var choice: String { possible.joined(separator: " or ") }
}
