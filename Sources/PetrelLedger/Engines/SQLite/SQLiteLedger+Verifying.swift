internal import GRDB
internal import PetrelCloud

extension SQLiteLedger {
    /// Events that are read, judged or written in one go by walks along the whole ledger.
    static let stride = 1_000

    /// Walks along the chain from the first event that is kept, and names the first one that is not as it was written.
    ///
    /// Changes of any byte of an event show, and so does a missing event; that the newest are missing shows only
    /// against a checkpoint that was kept elsewhere.
    public func verify(
        against checkpoint: LedgerCheckpoint? = nil,
        progress: @Sendable (LedgerProgress) -> Void = { _ in }
    ) async throws -> LedgerVerification {
        var walk = try await reading { db in try ChainWalk.begin(db, checkpoint: checkpoint) }
        let total = tail.bounds.last - walk.sequence
        while walk.fault == nil {
            let sequence = walk.sequence
            let events = try await reading { db in
                try StoredEvent.after(sequence, limit: Self.stride, db)
            }
            guard !events.isEmpty else { break }
            walk.step(over: events)
            progress(LedgerProgress(done: walk.intact, total: total))
        }
        walk.end()
        return walk.verification
    }

    /// Where the ledger ends now, to be kept elsewhere.
    public func checkpoint() async throws -> LedgerCheckpoint {
        let head = try await work { writer in writer.head }
        return LedgerCheckpoint(
            sequence: head.sequence, hash: head.hash.map { EventChain.hexadecimal($0) } ?? "")
    }
}
