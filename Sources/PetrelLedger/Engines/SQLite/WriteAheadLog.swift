internal import GRDB
internal import GRDBSQLite

/// How long the write-ahead log has become, and when it is written into the file itself.
///
/// Left alone, SQLite does that inside a commit and keeps to itself that the file could not be synced. Here it is done
/// between two groups, when everybody has been told, and what fails is heard of. Not for several threads.
final class WriteAheadLog {
    private let db: Database
    private let connection: OpaquePointer
    private var pages = 0
    private var isClosed = false

    private let longest: Int

    init(_ db: Database, longest: Int) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        self.db = db
        self.connection = connection
        self.longest = longest
        // Setting a hook of one's own is also what ends SQLite's checkpoints.
        let this = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            connection,
            { this, _, _, pages in
                guard let this else { return SQLITE_OK }
                let log = Unmanaged<WriteAheadLog>.fromOpaque(this).takeUnretainedValue()
                log.pages = Int(pages)
                return SQLITE_OK
            }, this)
    }

    /// The connection does not call any more. Must come before the connection is closed; a second time does nothing, since
    /// the connection is gone then.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        sqlite3_wal_hook(connection, nil, nil)
    }

    /// Writes what is synced into the file when the log is long. Readers may keep a part of it for the next time.
    func writeBackIfLong() throws {
        guard pages >= longest else { return }
        try db.checkpoint(.passive)
    }

    /// Writes all of it into the file and begins the log anew, so that nothing promised later depends on what an earlier
    /// process could not sync. A reader from outside may hold that up; then it is done at the next occasion.
    static func writeBackAll(_ db: Database) throws {
        do {
            try db.checkpoint(.truncate)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return
        }
    }
}
