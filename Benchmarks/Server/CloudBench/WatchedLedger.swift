internal import PetrelCloud
internal import PetrelLedger

/// A ledger that notes when its commits are durable, as the caller learns it.
struct WatchedLedger: Ledger {
    let ledger: SQLiteLedger
    let arrivals: Arrivals

    func commit(_ commit: Commit) async throws -> Committed {
        let committed = try await ledger.commit(commit)
        arrivals.committed(committed.events)
        return committed
    }

    func resource(kind: String, id: String) async throws -> Resource? {
        try await ledger.resource(kind: kind, id: id)
    }

    func resources(_ query: ResourceQuery) async throws -> Page<Resource> {
        try await ledger.resources(query)
    }

    func count(_ query: ResourceQuery) async throws -> Int { try await ledger.count(query) }

    func events(_ query: EventQuery) async throws -> Page<CloudEvent> {
        try await ledger.events(query)
    }

    func count(_ query: EventQuery) async throws -> Int { try await ledger.count(query) }

    var lastSequence: Int64 { get async throws { try await ledger.lastSequence } }

    var firstSequence: Int64 { get async throws { try await ledger.firstSequence } }

    func follow(after cursor: Int64, limit: Int) -> LedgerFeed {
        ledger.follow(after: cursor, limit: limit)
    }

    func cursor(named name: String) async throws -> Int64? {
        try await ledger.cursor(named: name)
    }

    func move(
        cursor name: String, to sequence: Int64,
        rows: [@Sendable (any LedgerTransaction) throws -> Void]
    ) async throws {
        try await ledger.move(cursor: name, to: sequence, rows: rows)
    }

    func prepare(tables name: String, migrations: [String]) async throws {
        try await ledger.prepare(tables: name, migrations: migrations)
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try await ledger.read(body)
    }

    func show(_ query: EventQuery, as visibility: EventVisibility) async throws -> Int {
        try await ledger.show(query, as: visibility)
    }

    func dropEvents(before time: Timestamp) async throws -> Int {
        try await ledger.dropEvents(before: time)
    }

    func close() async { await ledger.close() }
}
