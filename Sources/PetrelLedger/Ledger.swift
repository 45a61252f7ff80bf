public import PetrelCloud

/// The one store: resources and events, written together, and whatever plug-ins keep beside them.
///
/// - Order: events are numbered in commit order, without holes; a reader that has seen sequence N never later learns
///   of an event at or below N.
/// - Durability: when ``commit(_:)`` returns, what it wrote survives a power cut.
/// - Atomicity: a change and its event are both there or both not.
public protocol Ledger: Sendable {
    /// Writes all of it or, when anything is refused, nothing, and returns when it is durable.
    ///
    /// Many callers share one transaction and one sync; a commit that is refused fails alone. Throws
    /// ``LedgerError``, or what the commit's own rows threw.
    func commit(_ commit: Commit) async throws -> Committed

    /// The resource, removed or not; `nil` when there never was one.
    func resource(kind: String, id: String) async throws -> Resource?
    /// A page of resources, ordered by creation then id, newest first unless the query says otherwise.
    func resources(_ query: ResourceQuery) async throws -> Page<Resource>
    /// How many resources match; a page's place and limit do not matter.
    func count(_ query: ResourceQuery) async throws -> Int

    /// A number that changes with every change of a resource of these kinds, before whoever made the change is told that
    /// it is durable. While it stays the same, what was read of them after it was asked for is still so. `nil` when the
    /// engine cannot know at once, as when others write to it too; what was read must then be read again.
    func changes(of kinds: [String]) -> Int64?

    /// A page of events.
    func events(_ query: EventQuery) async throws -> Page<CloudEvent>
    /// How many events match; a page's place and limit do not matter.
    func count(_ query: EventQuery) async throws -> Int
    /// The last sequence given; 0 when the ledger is empty.
    var lastSequence: Int64 { get async throws }
    /// The first sequence that is still kept.
    var firstSequence: Int64 { get async throws }

    /// Events after `cursor` in sequence order, in batches of at most `limit`, waiting for more at the end. Caught-up
    /// readers are fed from memory. Throws ``LedgerError/historyGone`` when events after the cursor were dropped.
    func follow(after cursor: Int64, limit: Int) -> LedgerFeed

    /// Where a named reader is; `nil` when it never said.
    func cursor(named name: String) async throws -> Int64?
    /// Notes where a named reader is, with rows of its own in the same transaction.
    func move(
        cursor name: String, to sequence: Int64,
        rows: [@Sendable (any LedgerTransaction) throws -> Void]
    ) async throws
    /// Tables of a plug-in, made once. The name is the plug-in's; statements are SQL that both engines understand.
    func prepare(tables name: String, migrations: [String]) async throws
    /// Reads a plug-in's own tables.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result

    /// Takes events that match out of the lists, or back into them, and says how many; the page's place and limit do
    /// not matter. Nothing else of an event changes. A query with a pattern is refused.
    func show(_ query: EventQuery, as visibility: EventVisibility) async throws -> Int
    /// Drops events before a time, whole partitions at once, and says how many went.
    func dropEvents(before time: Timestamp) async throws -> Int
    func close() async
}

extension Ledger {
    /// Knows nothing of changes, which is always right.
    public func changes(of kinds: [String]) -> Int64? { nil }
}

/// A value of a plug-in's row.
public enum LedgerValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// Reads rows of plug-in tables, consistently.
public protocol LedgerReader {
    func rows(_ sql: String, _ arguments: [LedgerValue]) throws -> [[LedgerValue]]
    /// Gives the rows one after the other and keeps none, so that any number can be read. Meanwhile `body` may ask
    /// something else, but not the same.
    func each(
        _ sql: String, _ arguments: [LedgerValue], _ body: (any LedgerRow) throws -> Void) throws
}

/// A row while it is read; not to be kept. Columns count from 0.
public protocol LedgerRow {
    /// `nil` for what is no whole number.
    func integer(_ column: Int) -> Int64?
    /// `nil` for what is no text.
    func text(_ column: Int) -> String?
}

extension LedgerReader {
    /// Reads all rows first, which is right for engines that have no better way.
    public func each(
        _ sql: String, _ arguments: [LedgerValue], _ body: (any LedgerRow) throws -> Void
    ) throws {
        for values in try rows(sql, arguments) { try body(ReadRow(values: values)) }
    }
}

/// A row that is in memory.
private struct ReadRow: LedgerRow {
    let values: [LedgerValue]

    func integer(_ column: Int) -> Int64? {
        if case .integer(let number) = values[column] { number } else { nil }
    }

    func text(_ column: Int) -> String? {
        if case .text(let text) = values[column] { text } else { nil }
    }
}

/// Writes rows of plug-in tables as part of a commit.
public protocol LedgerTransaction: LedgerReader {
    func execute(_ sql: String, _ arguments: [LedgerValue]) throws
}

/// Batches of events in sequence order, for as long as they come.
public struct LedgerFeed: AsyncSequence, Sendable {
    public typealias Element = [CloudEvent]
    public typealias Failure = any Error

    private let makeNext: @Sendable () -> (@Sendable () async throws -> [CloudEvent]?)

    /// Each iterator asks a function of its own for batch after batch; `nil` ends it.
    public init(_ makeNext: @escaping @Sendable () -> (@Sendable () async throws -> [CloudEvent]?))
    {
        self.makeNext = makeNext
    }

    public func makeAsyncIterator() -> Iterator { Iterator(ask: makeNext()) }

    public struct Iterator: AsyncIteratorProtocol {
        let ask: @Sendable () async throws -> [CloudEvent]?

        public func next() async throws -> [CloudEvent]? { try await ask() }
    }
}
