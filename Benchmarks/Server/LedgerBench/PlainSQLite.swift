internal import BenchReport
internal import CSQLite

/// The rows that a ledger wrote, written once more by the C API alone: the limit that the ledger is held against.
///
/// Contents and hashes are taken ready from the ledger's file, so nothing is computed here.
final class PlainSQLite {
    private struct Failure: Error {
        let text: String
    }

    /// One move: the row of its event, and what it makes of the resource.
    private struct Move {
        let event: [Value]
        let resource: String
    }

    private enum Value {
        case null
        case integer(Int64)
        case text(String)
        case blob([UInt8])
    }

    private let database: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]
    private var moves: ArraySlice<Move> = []

    init(path: String, source: String, skipping count: Int) throws {
        var database: OpaquePointer?
        guard sqlite3_open(path, &database) == SQLITE_OK, let database else {
            throw Failure(text: path)
        }
        self.database = database
        for setting in [
            "journal_mode = WAL", "synchronous = FULL", "cache_size = -32000",
            "wal_autocheckpoint = 4000",
        ] { sqlite3_exec(database, "PRAGMA \(setting)", nil, nil, nil) }
        sqlite3_exec(database, "ATTACH '\(source)' AS source", nil, nil, nil)
        moves = try readMoves(after: count)[...]
        sqlite3_exec(database, "DETACH source", nil, nil, nil)
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    func write(count: Int, group: Int) throws {
        var left = count
        while left > 0 {
            try commit(min(left, group))
            left -= group
        }
    }

    func latencies(count: Int) throws -> Times {
        var times = Times()
        for _ in 0..<count {
            let begin = ContinuousClock.now
            try commit(1)
            times.add(ContinuousClock.now - begin)
        }
        return times
    }

    private func commit(_ count: Int) throws {
        try run("BEGIN IMMEDIATE")
        for _ in 0..<count {
            guard let move = moves.popFirst() else { throw Failure(text: "no moves left") }
            try write(move)
        }
        try run("COMMIT")
    }

    private func write(_ move: Move) throws {
        let find = try statement(
            "SELECT number, version, state FROM resources WHERE kind = ? AND id = ?")
        bind([.text("VirtualMachine"), .text(move.resource)], to: find)
        guard sqlite3_step(find) == SQLITE_ROW else { throw Failure(text: "no such resource") }
        let number = sqlite3_column_int64(find, 0)
        let version = sqlite3_column_int64(find, 1)
        sqlite3_reset(find)
        try run(
            "UPDATE resources SET version = ?, changed = ?, state = ? WHERE number = ?",
            [
                .integer(version + 1), move.event[2],
                .text(version % 2 == 1 ? "Starting" : "Stopped"), .integer(number),
            ])
        try run(
            """
            INSERT INTO events_1 (sequence, id, time, category, level, hidden, type, resource,
                account, domain_path, job, hash, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, move.event)
    }

    private func readMoves(after sequence: Int) throws -> [Move] {
        let rows = try statement(
            "SELECT * FROM source.events_1 WHERE sequence > \(sequence) ORDER BY sequence")
        var moves: [Move] = []
        while sqlite3_step(rows) == SQLITE_ROW {
            let values = (0..<13).map { value(rows, $0) }
            guard case .text(let id) = values[7] else { continue }
            moves.append(Move(event: values, resource: id))
        }
        sqlite3_finalize(rows)
        statements = [:]
        return moves
    }

    private func value(_ row: OpaquePointer, _ column: Int32) -> Value {
        switch sqlite3_column_type(row, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(row, column))
        case SQLITE_TEXT:
            return .text(sqlite3_column_text(row, column).map { String(cString: $0) } ?? "")
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(row, column))
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(row, column), count: count)
            return .blob(Array(bytes))
        default: return .null
        }
    }

    private func run(_ sql: String, _ values: [Value] = []) throws {
        let statement = try statement(sql)
        bind(values, to: statement)
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else {
            throw Failure(text: String(cString: sqlite3_errmsg(database)))
        }
    }

    private func statement(_ sql: String) throws -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK,
            let statement
        else { throw Failure(text: String(cString: sqlite3_errmsg(database))) }
        statements[sql] = statement
        return statement
    }

    private func bind(_ values: [Value], to statement: OpaquePointer) {
        for (position, value) in zip(Int32(1)..., values) {
            switch value {
            case .null: sqlite3_bind_null(statement, position)
            case .integer(let integer): sqlite3_bind_int64(statement, position, integer)
            case .text(let text):
                bench_bind_text(statement, position, text, Int32(text.utf8.count))
            case .blob(let bytes):
                bench_bind_blob(statement, position, bytes, Int32(bytes.count))
            }
        }
    }
}
