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
    var recent = RecentRows()
    private let log: WriteAheadLog
    /// Gone when the writer is closed.
    private var ready: WriterStatements?
    private var others: [String: PreparedStatement] = [:]

    init(_ db: Database, path: String, options: SQLiteOptions) throws {
        self.db = db
        self.path = path
        self.options = options
        lives = LifeTable(extra: options.kinds)
        log = try WriteAheadLog(db, longest: options.pagesInLog)
        head = try LedgerHead.read(db)
        ready = try WriterStatements(db)
    }

    var statements: WriterStatements {
        get throws(LedgerError) {
            guard let ready else { throw .closed }
            return ready
        }
    }

    /// The statement, prepared when it is first asked for.
    func prepared(_ sql: String) throws -> PreparedStatement {
        if let statement = others[sql] { return statement }
        let statement = try PreparedStatement(sql, db)
        others[sql] = statement
        return statement
    }

    /// What is left to do between two groups. Throws only what ends the ledger's work.
    func tidy() throws(LedgerError) {
        do {
            try log.writeBackIfLong()
        } catch {
            let error = StorageFailure.ledgerError(error, path: path)
            // A full disk keeps the log as it is, which is just as durable.
            if error.halts { throw error }
        }
    }

    /// Statements must be gone before their connection.
    func close() {
        others = [:]
        ready = nil
        log.close()
    }
}
