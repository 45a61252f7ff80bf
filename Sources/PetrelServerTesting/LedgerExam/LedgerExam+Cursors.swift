internal import PetrelCloud
internal import PetrelLedger

extension LedgerExam {
    static let cursors = [
        Question("a cursor moves together with its reader's rows", exactlyOnce),
        Question("tables are made once and grow by migrations", migrations),
    ]

    /// A reader that fails every third time and begins again from its cursor counts every event once.
    private static func exactlyOnce(_ ledger: any Ledger) async throws {
        try await ledger.prepare(
            tables: "exam",
            migrations: ["CREATE TABLE exam_seen (sequence BIGINT NOT NULL)"])
        let unknown = try await ledger.cursor(named: "exam")
        try expect(unknown == nil, "a reader that never said where it is")
        let machines = (0..<20).map { SampleMachine("vm-\($0)").creation() }
        _ = try await ledger.commit(Commit(changes: machines))
        struct Crash: Error {}
        var attempt = 0
        while try await ledger.cursor(named: "exam") ?? 0 < 20 {
            attempt += 1
            let place = try await ledger.cursor(named: "exam") ?? 0
            let batch = try await read(ledger, after: place, until: place + 1, limit: 3)
            let fails = attempt % 3 == 0
            try? await ledger.move(cursor: "exam", to: batch.last?.sequence ?? place) { rows in
                for event in batch {
                    let sequence = LedgerValue.integer(event.sequence ?? 0)
                    try rows.execute("INSERT INTO exam_seen VALUES (?)", [sequence])
                }
                if fails { throw Crash() }
            }
        }
        let rows = try await ledger.read {
            try $0.rows("SELECT sequence FROM exam_seen ORDER BY sequence", [])
        }
        try expect(rows, is: (1...20).map { [.integer($0)] }, "each event counted once")
    }

    private static func migrations(_ ledger: any Ledger) async throws {
        let first = "CREATE TABLE exam_list (name TEXT NOT NULL)"
        let second = "ALTER TABLE exam_list ADD COLUMN amount BIGINT"
        try await ledger.prepare(tables: "exam", migrations: [first])
        try await ledger.prepare(tables: "exam", migrations: [first])
        try await ledger.prepare(tables: "exam", migrations: [first, second])
        let rows = try await ledger.read { try $0.rows("SELECT name, amount FROM exam_list", []) }
        try expect(rows.isEmpty, "a table after two migrations")
    }
}

extension Ledger {
    fileprivate func move(
        cursor: String, to sequence: Int64,
        rows: @escaping @Sendable (any LedgerTransaction) throws -> Void
    ) async throws {
        try await move(cursor: cursor, to: sequence, rows: [rows])
    }
}
