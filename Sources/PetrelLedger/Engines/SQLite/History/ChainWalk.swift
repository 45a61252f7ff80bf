internal import Foundation
internal import GRDB

/// A walk along the chain, event by event, that stops at the first one that is wrong.
struct ChainWalk: Sendable {
    private(set) var sequence: Int64
    private(set) var hash: [UInt8]?
    private(set) var intact: Int64 = 0
    private(set) var fault: LedgerVerification.Fault?
    let checkpoint: LedgerCheckpoint?

    /// Begins at the first event that is kept, with the hash of the one before it.
    static func begin(_ db: Database, checkpoint: LedgerCheckpoint?) throws -> ChainWalk {
        let row = try Row.fetchOne(
            db, sql: "SELECT first, previous_hash FROM partitions ORDER BY first LIMIT 1")
        let previous = try row.flatMap { try $0.optionalBlob(1) }.map { Array($0) }
        return ChainWalk(
            sequence: (try row?.integer(0) ?? 1) - 1, hash: previous, checkpoint: checkpoint)
    }

    private init(sequence: Int64, hash: [UInt8]?, checkpoint: LedgerCheckpoint?) {
        self.sequence = sequence
        self.hash = hash
        self.checkpoint = checkpoint
    }

    mutating func step(over events: [StoredEvent]) {
        for event in events where fault == nil { step(over: event) }
    }

    private mutating func step(over event: StoredEvent) {
        let expected = sequence + 1
        if let reason = event.fault(after: hash, expected: expected) {
            return stop(at: expected, reason)
        }
        if let checkpoint, checkpoint.sequence == expected,
            checkpoint.hash != EventChain.hexadecimal(event.hash)
        {
            return stop(at: expected, "it is not the event that the checkpoint was taken of")
        }
        (sequence, hash) = (expected, event.hash)
        intact += 1
    }

    /// Nothing comes any more.
    mutating func end() {
        guard fault == nil, let checkpoint, checkpoint.sequence > sequence else { return }
        stop(at: sequence + 1, "the ledger ends before the checkpoint at \(checkpoint.sequence)")
    }

    private mutating func stop(at sequence: Int64, _ reason: String) {
        fault = LedgerVerification.Fault(sequence: sequence, reason: reason)
    }

    var verification: LedgerVerification {
        LedgerVerification(
            intact: intact,
            checkpoint: LedgerCheckpoint(
                sequence: sequence, hash: hash.map { EventChain.hexadecimal($0) } ?? ""),
            fault: fault)
    }
}
