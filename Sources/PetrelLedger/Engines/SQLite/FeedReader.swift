internal import PetrelCloud
internal import Synchronization

/// One reader of the feed: from memory when it has caught up, from the file otherwise.
final class FeedReader: Sendable {
    private let ledger: SQLiteLedger
    private let limit: Int
    private let cursor: Mutex<Int64>

    init(_ ledger: SQLiteLedger, after cursor: Int64, limit: Int) {
        self.ledger = ledger
        self.limit = max(1, limit)
        self.cursor = Mutex(cursor)
    }

    /// The next batch; `nil` at the end of the ledger's or the task's life.
    func next() async throws -> [CloudEvent]? {
        while !Task.isCancelled {
            let place = cursor.withLock { $0 }
            switch ledger.tail.answer(after: place, limit: limit) {
            case .events(let events): return advance(over: events)
            case .older(let last):
                let events = try await ledger.storedEvents(after: place, until: last, limit)
                return advance(over: events)
            case .caughtUp: await ledger.tail.wait(after: place)
            case .refused(let error): throw error
            case .ended: return nil
            }
        }
        return nil
    }

    private func advance(over events: [CloudEvent]) -> [CloudEvent] {
        if let last = events.last?.sequence { cursor.withLock { $0 = last } }
        return events
    }
}
