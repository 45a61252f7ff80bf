internal import Foundation
internal import GRDB
internal import PetrelCloud

extension SQLiteLedger {
    /// Gives every event that is kept, in order, as one line of CloudEvents JSON with its place in the chain, each
    /// ending in a line feed. Says how many there were.
    ///
    /// Memory does not grow with the ledger. Events committed meanwhile are given too.
    @discardableResult
    public func export(
        to write: ([UInt8]) async throws -> Void,
        progress: @Sendable (LedgerProgress) -> Void = { _ in }
    ) async throws -> Int64 {
        let start = try await reading { db in try ChainWalk.begin(db, checkpoint: nil) }
        var (sequence, previous) = (start.sequence, start.hash)
        while true {
            let last = sequence
            let events = try await reading { db in
                try StoredEvent.after(last, limit: Self.stride, db)
            }
            guard let end = events.last else { return sequence - start.sequence }
            for stored in events {
                try await write(try stored.line(after: previous))
                previous = stored.hash
            }
            sequence = end.sequence
            progress(
                LedgerProgress(
                    done: sequence - start.sequence, total: tail.bounds.last - start.sequence))
        }
    }
}

extension StoredEvent {
    fileprivate func line(after previous: [UInt8]?) throws -> [UInt8] {
        let event = try EventRow.event(content)
        let seal = EventChain.seal(hash: hash, previous: previous)
        return event.cloudEventsJSON(seal: seal) + [UInt8(ascii: "\n")]
    }
}
