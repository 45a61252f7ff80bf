/// What the caller tells of the resource and of itself when it fires a trigger.
public struct TransitionContext: Sendable {
    /// What guards judge, by name.
    public var attributes: [String: String]
    /// Anything the caller and its listeners agreed on, such as the job behind the trigger. Passed
    /// on unread.
    public var details: (any Sendable)?

    public init(attributes: [String: String] = [:], details: (any Sendable)? = nil) {
        self.attributes = attributes
        self.details = details
    }
}
