internal import Foundation
internal import GRDB
public import PetrelCloud

extension SQLiteLedger {
    public func resource(kind: String, id: String) async throws -> Resource? {
        try await reading { db in try ResourceRow.find(kind: kind, id: id, db)?.resource }
    }

    public func resources(_ query: ResourceQuery) async throws -> Page<Resource> {
        let search = try ResourceSearch(query)
        return try await reading(search.page)
    }

    public func count(_ query: ResourceQuery) async throws -> Int {
        let search = try ResourceSearch(query)
        return try await reading(search.count)
    }

    public func events(_ query: EventQuery) async throws -> Page<CloudEvent> {
        let search = try EventSearch(query)
        return try await reading(search.page)
    }

    public func count(_ query: EventQuery) async throws -> Int {
        let search = try EventSearch(query.whole)
        return try await reading(search.count)
    }

    public func cursor(named name: String) async throws -> Int64? {
        try await reading { db in
            try Int64.fetchOne(
                db, sql: "SELECT sequence FROM cursors WHERE name = ?", arguments: [name])
        }
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try await reading { db in try PluginRows(db: db, mayWrite: false).run(body) }
    }

    /// Events in sequence order from the file, whatever they are about. The file may already hold events after `last`,
    /// of a commit that readers are about to be told of.
    func storedEvents(
        after sequence: Int64, until last: Int64, _ limit: Int
    ) async throws -> [CloudEvent] {
        var query = EventQuery()
        query.afterSequence = sequence
        query.ascending = true
        let count = Int(clamping: last - sequence)
        query.limit = min(limit, count, EventSearch.longestPage)
        var search = try EventSearch(query)
        search.includesDeleted = true
        let found = try await reading(search.page).elements
        // Dropped since the reader looked: what follows would not be what comes next.
        guard found.first?.sequence == sequence + 1 else {
            throw LedgerError.historyGone(first: found.first?.sequence ?? tail.bounds.first)
        }
        return found
    }

    /// Reads on a connection of its own, from one state of the file.
    func reading<Output: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Output
    ) async throws -> Output {
        if queue.refusal == .closed { throw LedgerError.closed }
        do {
            return try await pool.read(body)
        } catch let error as DatabaseError {
            throw StorageFailure.ledgerError(error, path: path).whileReading
        }
    }
}

extension EventQuery {
    /// The same question without a page's place.
    var whole: EventQuery {
        var query = self
        query.after = nil
        return query
    }
}
