/// A named condition on a row, judged over what the caller tells of the resource.
public struct Guard: Sendable {
    /// Said in the refusal, as in "the volume is not attached".
    public let requirement: String
    public let holds: @Sendable (_ attributes: [String: String]) -> Bool

    public init(
        _ requirement: String, holds: @escaping @Sendable (_ attributes: [String: String]) -> Bool
    ) {
        self.requirement = requirement
        self.holds = holds
    }
}
