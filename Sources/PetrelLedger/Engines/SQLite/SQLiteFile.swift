internal import GRDB

/// Opens a ledger's file so that every promise can be kept.
enum SQLiteFile {
    static func open(_ path: String, options: SQLiteOptions) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.maximumReaderCount = options.readers
        // Nobody else may write, but a curious sqlite3 shell may hold the file for a moment.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -8000")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { db in
            try makeDurable(db, path: path)
            try WriteAheadLog.writeBackAll(db)
            try db.inTransaction(.immediate) {
                try Schema.migrate(db, path: path)
                return .commit
            }
        }
        return pool
    }

    /// The pool sets the writer to NORMAL while it opens, which loses commits when the power goes; so FULL is set now
    /// and read back.
    static func makeDurable(_ db: Database, path: String) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA cache_size = -32000")
        // What savepoints may have to put back stays out of temporary files.
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
        let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? ""
        let level = try synchronous(db)
        guard mode == "wal", level == 2 else {
            throw LedgerError.notDurable(
                path: path, detail: "journal_mode is \(mode), synchronous is \(level)")
        }
    }

    static func synchronous(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
    }
}
