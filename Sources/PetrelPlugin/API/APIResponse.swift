/// The shape of a command's answer, or of its job's result.
public struct APIResponse: Sendable, Hashable {
    public enum Shape: Sendable, Hashable {
        /// `{"count": n, "key": [ … ]}`, and `{}` when nothing is found.
        case list
        /// `{"key": { … }}`
        case object
        /// The object's members right in the envelope, without a key.
        case bare
        /// `{"success": true}`
        case success
    }

    public let shape: Shape
    /// What the list or object is called in the answer, as `virtualmachine`.
    public let key: String
    /// All that an object may hold. What is not declared here does not leave the server.
    public let fields: [APIField]

    public init(_ shape: Shape, _ key: String, _ fields: [APIField]) {
        self.shape = shape
        self.key = key
        self.fields = fields
    }

    public static func list(_ key: String, _ fields: [APIField]) -> Self {
        Self(.list, key, fields)
    }

    public static func object(_ key: String, _ fields: [APIField]) -> Self {
        Self(.object, key, fields)
    }

    public static func bare(_ fields: [APIField]) -> Self {
        Self(.bare, "", fields)
    }

    public static let success = Self(
        .success, "success",
        [
            APIField("success", .boolean, "Whether it was done."),
            APIField("displaytext", .string, "What went wrong, if it was not."),
        ])
}
