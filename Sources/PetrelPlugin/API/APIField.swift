/// A member of an answer's object.
public struct APIField: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case string, integer, long, double, boolean
        /// `2026-11-22T17:00:00+0000`; made with ``PetrelCloud/JSONValue/date(_:)``.
        case date
        /// An array: of objects when ``APIField/fields`` is not empty, else of strings.
        case list
        /// An object with any members, all of them strings.
        case map
        /// An object: with the declared ``APIField/fields``, or with any when there are none.
        case object
    }

    public let name: String
    public let kind: Kind
    public let summary: String
    /// What the objects inside hold.
    public let fields: [APIField]

    public init(_ name: String, _ kind: Kind, _ summary: String = "") {
        self.init(name, kind, summary, fields: [])
    }

    /// An object, or a list of objects, of these fields.
    public init(_ name: String, _ kind: Kind, _ summary: String = "", fields: [APIField]) {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.fields = fields
    }
}
