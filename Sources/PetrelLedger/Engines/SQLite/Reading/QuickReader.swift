internal import GRDB
internal import GRDBSQLite

/// A connection for questions that are answered at once, on the thread of whoever asks.
///
/// A question that turns out to be a long one is broken off, so that it can be asked where nobody is held up by it.
final class QuickReader: @unchecked Sendable {
    // Unchecked because whoever took it from the pool is alone with it, which the compiler cannot see.

    /// What a question may cost here: so many steps of SQLite's machine, or so much time, as a slow disk takes.
    private static let mostSteps = 100_000
    private static let longestTime = Duration.milliseconds(10)
    private static let stepsBetweenLooks: Int32 = 1_000

    private struct Effort {
        var looks = 0
        var began = ContinuousClock.now

        /// Whether it has become too much.
        mutating func goesTooFar() -> Bool {
            looks += 1
            return looks * Int(QuickReader.stepsBetweenLooks) > QuickReader.mostSteps
                || ContinuousClock.now - began > QuickReader.longestTime
        }
    }

    private let handle: OpaquePointer
    private let connection: ReadConnection
    private let effort: UnsafeMutablePointer<Effort>

    init(path: String) throws {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: "not opened")
        }
        self.handle = handle
        connection = ReadConnection(handle)
        effort = .allocate(capacity: 1)
        effort.initialize(to: Effort())
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 5_000)
        // This reads the schema, which may take a while and must not be broken off: nobody would ask again.
        try connection.run("PRAGMA cache_size = -4000")
        sqlite3_progress_handler(
            handle, Self.stepsBetweenLooks,
            { effort in
                let effort = effort?.assumingMemoryBound(to: Effort.self)
                return effort?.pointee.goesTooFar() == true ? 1 : 0
            }, effort)
    }

    deinit {
        connection.forgetStatements()
        sqlite3_close_v2(handle)
        effort.deallocate()
    }

    /// The answer, read from one state of the file; `nil` when it was broken off.
    func attempt<Output>(_ body: (ReadConnection) throws -> Output) throws -> Output? {
        effort.pointee = Effort()
        do {
            try connection.run("BEGIN")
            let output = try body(connection)
            try connection.run("COMMIT")
            return output
        } catch {
            if sqlite3_get_autocommit(handle) == 0 {
                sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            }
            let code = (error as? DatabaseError)?.resultCode
            if code == .SQLITE_INTERRUPT { return nil }
            throw error
        }
    }
}
