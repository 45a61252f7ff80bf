/// A transition that a listener objected to. Nothing has changed.
public struct TransitionVeto: Error, Sendable {
    public let change: StateChange
    /// The type of the listener that objected.
    public let listener: String
    /// What the listener threw.
    public let reason: any Error
}

extension TransitionVeto: CustomStringConvertible {
    public var description: String {
        "\(change.resource) stays \(change.from): "
            + "\(listener) refused \(change.trigger) to \(change.to): \(reason)"
    }
}
