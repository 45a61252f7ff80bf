internal import GRDB
internal import GRDBSQLite

/// A connection that questions are asked on, with the statements that were prepared for them.
///
/// Not for several threads. Must be gone, or have forgotten its statements, before the connection is closed.
final class ReadConnection {
    /// Questions come in many forms, some of them made up by strangers; beyond this all statements are prepared anew.
    private static let mostStatements = 128

    private let handle: OpaquePointer
    private var statements: [String: PreparedStatement] = [:]

    init(_ handle: OpaquePointer) { self.handle = handle }

    convenience init(_ db: Database) throws {
        self.init(try PreparedStatement.connection(of: db))
    }

    /// What `read` makes of each row.
    func rows<Value>(
        _ sql: String, _ values: [LedgerValue] = [],
        _ read: (PreparedStatement) throws -> Value
    ) throws -> [Value] {
        try prepared(sql).rows(values, read)
    }

    /// What `read` makes of the first row; `nil` when there is none.
    func first<Value>(
        _ sql: String, _ values: [LedgerValue] = [],
        _ read: (PreparedStatement) throws -> Value
    ) throws -> Value? {
        try prepared(sql).first(values, read)
    }

    /// The number in the first row; 0 when there is none.
    func number(_ sql: String, _ values: [LedgerValue] = []) throws -> Int {
        try first(sql, values) { Int(try $0.integer(0)) } ?? 0
    }

    /// Runs what gives no rows.
    func run(_ sql: String) throws { try prepared(sql).run() }

    func forgetStatements() { statements = [:] }

    private func prepared(_ sql: String) throws -> PreparedStatement {
        if let statement = statements[sql] { return statement }
        let statement = try PreparedStatement(sql, on: handle)
        if statements.count >= Self.mostStatements { statements = [:] }
        statements[sql] = statement
        return statement
    }
}
