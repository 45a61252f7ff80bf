internal import GRDB
internal import GRDBSQLite

/// A statement that is prepared once and run by the C API.
///
/// GRDB's own statements box every value on the way in and out, which costs more than SQLite does for the small rows
/// that commits write and lists read. Not for several threads; must be gone before the connection is closed.
final class PreparedStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    private let sql: String
    /// Whether the handle goes with this object, rather than with the one it was borrowed from.
    private let isOwner: Bool

    convenience init(_ sql: String, _ db: Database) throws {
        try self.init(sql, on: Self.connection(of: db))
    }

    static func connection(of db: Database) throws -> OpaquePointer {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        return connection
    }

    init(_ sql: String, on connection: OpaquePointer) throws {
        var handle: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection, sql, -1, flags, &handle, nil)
        guard code == SQLITE_OK, let handle else {
            throw Self.error(code, connection, sql)
        }
        self.handle = handle
        self.connection = connection
        self.sql = sql
        isOwner = true
    }

    /// The same way of running a statement that GRDB keeps ready on a connection.
    init(_ sql: String, borrowing statement: Statement, _ db: Database) throws {
        handle = statement.sqliteStatement
        connection = try Self.connection(of: db)
        self.sql = sql
        isOwner = false
    }

    deinit { if isOwner { sqlite3_finalize(handle) } }

    /// Runs to the end.
    func run(_ values: [LedgerValue] = []) throws {
        bind(values)
        defer { sqlite3_reset(handle) }
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE || code == SQLITE_ROW else {
            throw Self.error(code, connection, sql)
        }
    }

    /// What `read` makes of the first row; `nil` when there is none.
    func first<Value>(
        _ values: [LedgerValue], _ read: (PreparedStatement) throws -> Value
    ) throws -> Value? {
        bind(values)
        defer { sqlite3_reset(handle) }
        let code = sqlite3_step(handle)
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw Self.error(code, connection, sql) }
        return try read(self)
    }

    /// What `read` makes of each row.
    func rows<Value>(
        _ values: [LedgerValue], _ read: (PreparedStatement) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try each(values) { found.append(try read($0)) }
        return found
    }

    /// Gives each row to `read` and keeps none.
    func each(_ values: [LedgerValue], _ read: (PreparedStatement) throws -> Void) throws {
        bind(values)
        defer { sqlite3_reset(handle) }
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw Self.error(code, connection, sql) }
            try read(self)
        }
    }

    private func bind(_ values: [LedgerValue]) {
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(handle, position)
            case .integer(let integer): sqlite3_bind_int64(handle, position, integer)
            case .real(let real): sqlite3_bind_double(handle, position, real)
            case .text(let text):
                let count = Int32(text.utf8.count)
                sqlite3_bind_text(handle, position, text, count, Self.copied)
            case .blob(let bytes):
                sqlite3_bind_blob(handle, position, bytes, Int32(bytes.count), Self.copied)
            }
        }
    }

    private static func error(
        _ code: Int32, _ connection: OpaquePointer, _ sql: String
    ) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }

    /// SQLITE_TRANSIENT, a cast that Swift does not import: the value is copied before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension PreparedStatement: ColumnReading {
    func isEmpty(_ column: Int) -> Bool {
        sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) throws -> Int64 {
        try check(column, SQLITE_INTEGER)
        return sqlite3_column_int64(handle, Int32(column))
    }

    func text(_ column: Int) throws -> String {
        try check(column, SQLITE_TEXT)
        return Self.text(handle, Int32(column))
    }

    /// `nil` for what is no whole number.
    func integerIfOne(_ column: Int) -> Int64? {
        guard sqlite3_column_type(handle, Int32(column)) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(handle, Int32(column))
    }

    /// `nil` for what is no text.
    func textIfOne(_ column: Int) -> String? {
        guard sqlite3_column_type(handle, Int32(column)) == SQLITE_TEXT else { return nil }
        return Self.text(handle, Int32(column))
    }

    func blob(_ column: Int) throws -> [UInt8] {
        try check(column, SQLITE_BLOB)
        return Self.blob(handle, Int32(column))
    }

    /// Every column of the row, whatever it holds.
    func values() -> [LedgerValue] {
        (0..<sqlite3_column_count(handle)).map { column in
            switch sqlite3_column_type(handle, column) {
            case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, column))
            case SQLITE_FLOAT: .real(sqlite3_column_double(handle, column))
            case SQLITE_TEXT: .text(Self.text(handle, column))
            case SQLITE_BLOB: .blob(Self.blob(handle, column))
            default: .null
            }
        }
    }

    private static func text(_ handle: OpaquePointer, _ column: Int32) -> String {
        let start = sqlite3_column_text(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private static func blob(_ handle: OpaquePointer, _ column: Int32) -> [UInt8] {
        let start = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    private func check(_ column: Int, _ type: Int32) throws {
        guard sqlite3_column_type(handle, Int32(column)) == type else {
            let name = sqlite3_column_name(handle, Int32(column)).map { String(cString: $0) } ?? ""
            throw DamagedColumn.error(name)
        }
    }
}
