internal import GRDB

/// What an error of the engine means for the ledger.
enum StorageFailure {
    /// Whether the whole transaction is lost, not just one commit in it.
    static func endsTransaction(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY,
            .SQLITE_CANTOPEN, .SQLITE_NOMEM, .SQLITE_BUSY, .SQLITE_PROTOCOL, .SQLITE_INTERRUPT:
            return true
        default: return false
        }
    }

    /// Growing the shared index of the log fails with an error of its own when the disk is full.
    private static func isLackOfSpace(_ error: DatabaseError) -> Bool {
        switch error.extendedResultCode {
        case .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMOPEN, .SQLITE_IOERR_SHMMAP: true
        default: false
        }
    }

    /// What one caller is told; what a plug-in's rows threw is the plug-in's own.
    static func refusal(_ error: any Error, path: String) -> any Error {
        error is DatabaseError ? ledgerError(error, path: path) : error
    }

    /// A full disk refuses before anything is promised. A failed write or sync may already have thrown data away, and
    /// a second try would not notice, hence ``LedgerError/halted(path:detail:)``.
    static func ledgerError(_ error: any Error, path: String) -> LedgerError {
        if let error = error as? LedgerError { return error }
        guard let error = error as? DatabaseError else {
            return .storage(path: path, detail: "\(error)")
        }
        let detail = error.message ?? "\(error.extendedResultCode)"
        switch error.resultCode {
        case .SQLITE_FULL: return .diskFull(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: return .readOnly(path: path)
        case .SQLITE_CORRUPT: return .corrupt(path: path, detail: detail)
        case .SQLITE_NOTADB: return .notALedger(path: path)
        case .SQLITE_CONSTRAINT: return .invalid(detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .inUse(path: path, by: "another process")
        case .SQLITE_IOERR where isLackOfSpace(error): return .diskFull(path: path)
        case .SQLITE_IOERR: return .halted(path: path, detail: detail)
        default: return .storage(path: path, detail: detail)
        }
    }
}

extension LedgerError {
    /// Whether nothing may be acknowledged any more.
    var halts: Bool {
        switch self {
        case .halted, .corrupt, .notALedger: true
        default: false
        }
    }

    /// The same trouble met while reading, which takes nothing back that was promised.
    var whileReading: LedgerError {
        guard case .halted(let path, let detail) = self else { return self }
        return .storage(path: path, detail: "it could not be read: \(detail)")
    }
}
