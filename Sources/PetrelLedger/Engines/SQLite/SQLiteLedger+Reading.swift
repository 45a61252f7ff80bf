internal import GRDB
public import PetrelCloud

extension SQLiteLedger {
    public func resource(kind: String, id: String) async throws -> Resource? {
        try await asking { db in try ResourceRow.find(kind: kind, id: id, db)?.resource }
    }

    public func resources(_ query: ResourceQuery) async throws -> Page<Resource> {
        let search = try ResourceSearch(query)
        return try await asking { try search.page($0) }
    }

    public func count(_ query: ResourceQuery) async throws -> Int {
        let search = try ResourceSearch(query)
        return try await asking { try search.count($0) }
    }

    public func changes(of kinds: [String]) -> Int64? { tail.lastChange(of: kinds) }

    public func events(_ query: EventQuery) async throws -> Page<CloudEvent> {
        let search = try EventSearch(query)
        return try await asking(quickly: query.limit <= Self.quickPage) { [tail] db in
            try search.page(db, remembered: tail)
        }
    }

    /// Counts only what came since the same was asked before.
    public func count(_ query: EventQuery) async throws -> Int {
        var search = try EventSearch(query.whole)
        guard let question = search.question else {
            return try await asking { [search] db in try search.count(db) }
        }
        let (age, last) = (counts.age, tail.bounds.last)
        let known = counts.count(question) ?? EventCounts.Count(count: 0, last: search.after)
        guard known.last < last else { return known.count }
        (search.after, search.before) = (known.last, last + 1)
        let new = try await asking { [search] db in try search.count(db) }
        let count = EventCounts.Count(count: known.count + new, last: last)
        counts.keep(count, of: question, age: age)
        return count.count
    }

    public func cursor(named name: String) async throws -> Int64? {
        try await asking { db in
            let sql = "SELECT sequence FROM cursors WHERE name = ?"
            return try db.first(sql, [.text(name)]) { try $0.integer(0) }
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
        let found = try await asking(quickly: false) { [search] in try search.page($0) }.elements
        // Dropped since the reader looked: what follows would not be what comes next.
        guard found.first?.sequence == sequence + 1 else {
            throw LedgerError.historyGone(first: found.first?.sequence ?? tail.bounds.first)
        }
        return found
    }
}

extension SQLiteLedger {
    /// The longest page of events that is read while the asking thread waits.
    private static let quickPage = 1_000

    /// Answers on the thread of whoever asks, which spares two changes of threads; or, what takes longer than those,
    /// on a thread of its own. From one state of the file.
    func asking<Output: Sendable>(
        quickly: Bool = true, _ body: @escaping @Sendable (ReadConnection) throws -> Output
    ) async throws -> Output {
        if quickly, queue.refusal != .closed,
            let output = try mappingErrors({ try quick.attempt(body) })
        {
            return output
        }
        return try await reading { db in try body(ReadConnection(db)) }
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

    private func mappingErrors<Output>(_ work: () throws -> Output) throws -> Output {
        do {
            return try work()
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
