internal import Foundation
internal import GRDB

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
        let statement = try db.cachedStatement(sql: sql)
        guard statement.isReadonly else {
            throw LedgerError.rows("this reads only, so it cannot run: \(sql)")
        }
        return try Row.fetchAll(
            statement, arguments: StatementArguments(arguments.map(\.databaseValue))
        ).map { row in
            row.databaseValues.map(LedgerValue.init)
        }
    }

    func execute(_ sql: String, _ arguments: [LedgerValue]) throws {
        guard mayWrite, Self.isAboutRows(sql) else {
            throw LedgerError.rows("only INSERT, UPDATE, DELETE and REPLACE can run here: \(sql)")
        }
        try db.cachedStatement(sql: sql).execute(
            arguments: StatementArguments(arguments.map(\.databaseValue)))
    }

    /// The transaction is not the plug-in's to end.
    private static func isAboutRows(_ sql: String) -> Bool {
        let word = sql.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
        return ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"].contains(word)
    }
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

    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .real(let real): real.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}
