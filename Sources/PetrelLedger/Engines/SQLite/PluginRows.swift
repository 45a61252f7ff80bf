internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// Rows of plug-in tables inside a transaction that somebody else began and will end.
struct PluginRows: LedgerTransaction {
    let db: Database
    let mayWrite: Bool

    /// Runs a plug-in's function, and says whose fault it is when it throws.
    func run<Output>(_ body: (PluginRows) throws -> Output) throws -> Output {
        do {
            return try body(self)
        } catch let error as DatabaseError where !StorageFailure.endsTransaction(error) {
            throw LedgerError.rows(error.message ?? "\(error.resultCode)")
        }
    }

    func rows(_ sql: String, _ arguments: [LedgerValue]) throws -> [[LedgerValue]] {
        try question(sql, arguments).rows(arguments) { $0.values() }
    }

    func each(
        _ sql: String, _ arguments: [LedgerValue], _ body: (any LedgerRow) throws -> Void
    ) throws {
        let statement = try question(sql, arguments)
        let row = StepRow(statement: statement)
        try statement.each(arguments) { _ in try body(row) }
    }

    private func question(_ sql: String, _ arguments: [LedgerValue]) throws -> PreparedStatement {
        let statement = try db.cachedStatement(sql: sql)
        guard statement.isReadonly else {
            throw LedgerError.rows("this reads only, so it cannot run: \(sql)")
        }
        try check(arguments, statement)
        return try PreparedStatement(sql, borrowing: statement, db)
    }

    func execute(_ sql: String, _ arguments: [LedgerValue]) throws {
        guard mayWrite, Self.isAboutRows(sql) else {
            throw LedgerError.rows("only INSERT, UPDATE, DELETE and REPLACE can run here: \(sql)")
        }
        let statement = try db.cachedStatement(sql: sql)
        try check(arguments, statement)
        try PreparedStatement(sql, borrowing: statement, db).run(arguments)
    }

    private func check(_ arguments: [LedgerValue], _ statement: Statement) throws {
        let places = sqlite3_bind_parameter_count(statement.sqliteStatement)
        guard places == arguments.count else {
            throw LedgerError.rows(
                "\(arguments.count) values for \(places) places: \(statement.sql)")
        }
    }

    private static let allowed = ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"]

    /// The transaction is not the plug-in's to end.
    private static func isAboutRows(_ sql: String) -> Bool {
        let word = sql.utf8.drop { $0 <= 0x20 }.prefix { $0 > 0x20 && $0 != UInt8(ascii: "(") }
        return allowed.contains { beginning in
            // Upper and lower case of a letter differ in one bit.
            word.count == beginning.utf8.count
                && zip(word, beginning.utf8).allSatisfy { $0 & 0xDF == $1 }
        }
    }
}

/// The row that a statement stands at.
private struct StepRow: LedgerRow {
    let statement: PreparedStatement

    func integer(_ column: Int) -> Int64? { statement.integerIfOne(column) }
    func text(_ column: Int) -> String? { statement.textIfOne(column) }
}

extension LedgerValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(integer)
        case .double(let real): self = .real(real)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob(Array(data))
        }
    }
}
