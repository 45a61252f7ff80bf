#if DEBUG
    internal import GRDB
    @testable internal import PetrelLedger

    extension SQLiteLedger {
        /// Leaves syncing to SQLite's checkpoints. No ledger is ever opened like this; a rig that finds nothing missing
        /// then would not find anything.
        func syncLess() async throws {
            try await pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
            }
        }
    }
#else
    internal import PetrelLedger

    extension SQLiteLedger {
        func syncLess() async throws {
            throw LedgerError.invalid("only a debug build can leave out syncs")
        }
    }
#endif
