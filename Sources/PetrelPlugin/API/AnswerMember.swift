public import PetrelCloud

/// A member of an envelope; they come in the order given.
public struct AnswerMember: Sendable, Hashable {
    public let name: String
    public let value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}
