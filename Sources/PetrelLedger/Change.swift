public import PetrelCloud
public import PetrelStates

/// One change of one resource, with the event that tells of it. There is no other way to write a resource.
///
/// The ledger fills in the event's sequence, resource version and states; the rest is the caller's.
public struct Change: Sendable {
    public enum Action: Sendable {
        /// A new resource, in a state that its life may begin in.
        case create(kind: String, id: String, state: String, Resource.Profile)
        /// A move that the kind's machine has allowed, of the resource at this version. A profile replaces the old one.
        case move(StateChange, at: Int64, Resource.Profile?)
        /// A change that moves no state, as a new name.
        case revise(kind: String, id: String, at: Int64, Resource.Profile)
        /// The end: only from a state that is final or allows removal.
        case remove(kind: String, id: String, at: Int64)
    }

    public let action: Action
    public let event: CloudEvent

    public init(_ action: Action, event: CloudEvent) {
        self.action = action
        self.event = event
    }
}

/// What one caller wants written, all of it or nothing.
public struct Commit: Sendable {
    /// Changes of resources, each with its event, in order.
    public var changes: [Change]
    /// Events that tell of no change: actions, alerts, jobs, usage. They come after those of the changes. One that tells
    /// of a change of state is refused.
    public var events: [CloudEvent]
    /// Rows of plug-ins that belong to the same transaction. Run on the ledger's thread: short, and nothing but rows,
    /// since they may run a second time when all was taken back.
    public var rows: [@Sendable (any LedgerTransaction) throws -> Void]

    public init(
        changes: [Change] = [], events: [CloudEvent] = [],
        rows: [@Sendable (any LedgerTransaction) throws -> Void] = []
    ) {
        self.changes = changes
        self.events = events
        self.rows = rows
    }
}

/// What was written.
public struct Committed: Sendable {
    /// The events as they stand in the ledger, in the order of the commit.
    public let events: [CloudEvent]
    /// The resources as the changes left them, in the order of the changes.
    public let resources: [Resource]

    package init(events: [CloudEvent], resources: [Resource]) {
        self.events = events
        self.resources = resources
    }
}
