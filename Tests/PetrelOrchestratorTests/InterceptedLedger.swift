import PetrelCloud
import PetrelLedger
import Synchronization

/// A ledger whose commits go through somebody else's hands first.
final class InterceptedLedger: Ledger {
    typealias Intercept = @Sendable (Commit, any Ledger) async throws -> Committed

    private let ledger: any Ledger
    private let intercept: Intercept

    init(_ ledger: any Ledger, _ intercept: @escaping Intercept) {
        self.ledger = ledger
        self.intercept = intercept
    }

    func changes(of kinds: [String]) -> Int64? { ledger.changes(of: kinds) }

    func commit(_ commit: Commit) async throws -> Committed {
        try await intercept(commit, ledger)
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

extension InterceptedLedger {
    /// Dies in the middle: after so many commits it is closed, with whoever waits for it. `writesLast` says that the
    /// last commit is written, though nobody is told.
    static func mortal(
        _ ledger: any Ledger, commits: Int, writesLast: Bool
    ) -> InterceptedLedger {
        let left = Countdown(commits)
        return InterceptedLedger(ledger) { commit, ledger in
            let left = left.next()
            if left > 0 { return try await ledger.commit(commit) }
            if left == 0 {
                if writesLast { _ = try await ledger.commit(commit) }
                await ledger.close()
            }
            throw LedgerError.closed
        }
    }

    /// Writes nothing any more once it is told to freeze: whoever gets as far as a commit hears that the ledger is
    /// overloaded.
    static func freezing(_ ledger: any Ledger, _ isFrozen: Switch) -> InterceptedLedger {
        InterceptedLedger(ledger) { commit, ledger in
            guard !isFrozen.isOn else { throw LedgerError.overloaded(waiting: 0) }
            return try await ledger.commit(commit)
        }
    }
}

final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    func next() -> Int {
        left.withLock { left in
            left -= 1
            return left
        }
    }
}

final class Switch: Sendable {
    private let state = Mutex(false)

    var isOn: Bool { state.withLock { $0 } }

    func turnOn() { state.withLock { $0 = true } }
}
