public import PetrelBus
public import PetrelCloud

/// Which resources, from where, how many. Every member that is set narrows the list.
public struct ResourceQuery: Sendable {
    public var kind: String
    public var ids: [String]?
    public var states: [String]?
    public var name: String?
    /// Part of the name or display name, without regard to case.
    public var keyword: String?
    public var account: String?
    /// Resources of this domain path; with `includesSubdomains` of those beneath it too.
    public var domainPath: String?
    public var includesSubdomains = false
    public var zone: String?
    public var parent: String?
    /// Any of these parents.
    public var parents: [String]?
    /// Attributes that must have these values.
    public var attributes: [String: JSONValue] = [:]
    public var includesRemoved = false
    public var ascending = false
    /// Goes on after the page that gave this key.
    public var after: PageKey?
    /// At most 10,000.
    public var limit = 500

    public init(kind: String) {
        self.kind = kind
    }
}

/// Which events, from where, how many. Every member that is set narrows the list.
public struct EventQuery: Sendable {
    public var categories: [EventCategory]?
    public var types: [EventType]?
    public var pattern: TopicPattern?
    public var resource: String?
    public var account: String?
    public var domainPath: String?
    public var includesSubdomains = false
    public var levels: [CloudEvent.Level]?
    /// Any of these; asked of each event that everything else leaves.
    public var outcomes: [CloudEvent.Outcome]?
    public var ids: [EventID]?
    public var job: String?
    public var keyword: String?
    public var from: Timestamp?
    public var to: Timestamp?
    /// Sequences greater than this.
    public var afterSequence: Int64?
    public var includesArchived = false
    /// Only what was archived; says more than `includesArchived`.
    public var isArchivedOnly = false
    public var ascending = false
    public var after: PageKey?
    public var limit = 500

    public init() {}

    /// What lists may show, by the numbers that stand for it in the file.
    var visibilities: String {
        isArchivedOnly
            ? "hidden = \(EventVisibility.archived.rawValue)"
            : "hidden <= \(includesArchived ? EventVisibility.archived.rawValue : 0)"
    }
}

/// Where a page ended. Opaque to callers; the same for every engine.
public struct PageKey: Sendable, Hashable, Codable {
    public let text: String

    public init(text: String) {
        self.text = text
    }
}

public struct Page<Element: Sendable>: Sendable {
    public let elements: [Element]
    /// Set when there is more.
    public let next: PageKey?

    public init(elements: [Element], next: PageKey?) {
        self.elements = elements
        self.next = next
    }
}
