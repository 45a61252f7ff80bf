internal import GRDB
internal import PetrelCloud

/// Writes groups of orders, each group one transaction and one sync.
final class LedgerWriter: @unchecked Sendable {
    // Unchecked because only the connection's own queue ever touches it, which the compiler cannot see.

    let db: Database
    let options: SQLiteOptions
    let path: String
    let lives: LifeTable
    var head: LedgerHead
    /// The events of the group that is being written.
    var appended: [CloudEvent] = []
    private var statements: [String: PreparedStatement] = [:]

    init(_ db: Database, path: String, options: SQLiteOptions) throws {
        self.db = db
        self.path = path
        self.options = options
        lives = LifeTable(extra: options.kinds)
        head = try LedgerHead.read(db)
    }

    /// The statement, prepared when it is first asked for.
    func prepared(_ sql: String) throws -> PreparedStatement {
        if let statement = statements[sql] { return statement }
        let statement = try PreparedStatement(sql, db)
        statements[sql] = statement
        return statement
    }

    /// Statements must be gone before their connection.
    func close() { statements = [:] }
}
