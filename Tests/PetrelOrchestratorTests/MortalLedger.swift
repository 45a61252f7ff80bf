import PetrelCloud
import PetrelLedger
import Synchronization

/// A ledger whose server dies in the middle: after so many commits it is closed, with whoever waits for it.
final class MortalLedger: Ledger {
    private let ledger: any Ledger
    /// Counts down; at zero it is over.
    private let left: Mutex<Int>
    /// Whether the last commit is written, though nobody is told.
    private let writesLast: Bool

    init(_ ledger: any Ledger, commits: Int, writesLast: Bool) {
        self.ledger = ledger
        self.writesLast = writesLast
        left = Mutex(commits)
    }

    var isDead: Bool { left.withLock { $0 <= 0 } }

    func commit(_ commit: Commit) async throws -> Committed {
        let left = left.withLock { left in
            left -= 1
            return left
        }
        if left > 0 { return try await ledger.commit(commit) }
        if left == 0 {
            if writesLast { _ = try await ledger.commit(commit) }
            await ledger.close()
        }
        throw LedgerError.closed
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
    func cursor(named name: String) async throws -> Int64? { try await ledger.cursor(named: name) }
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
    ) async throws -> Result { try await ledger.read(body) }
    func show(_ query: EventQuery, as visibility: EventVisibility) async throws -> Int {
        try await ledger.show(query, as: visibility)
    }
    func dropEvents(before time: Timestamp) async throws -> Int {
        try await ledger.dropEvents(before: time)
    }
    func close() async { await ledger.close() }
}
