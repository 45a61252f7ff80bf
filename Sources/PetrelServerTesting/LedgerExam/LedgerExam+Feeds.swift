internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

extension LedgerExam {
    static let feeds = [
        Question("readers miss nothing under eight writers, whenever they begin", completeFeeds),
        Question("a feed waits at the end and ends with the ledger", waitingFeed),
        Question("a cursor from elsewhere is refused", strangeCursor),
    ]

    private static func completeFeeds(_ ledger: any Ledger) async throws {
        let (writers, moves) = (8, 20)
        let total = Int64(writers * (moves + 1))
        try await withThrowingTaskGroup(of: [CloudEvent].self) { group in
            // Small batches fall behind the writers, large ones keep up with them.
            for limit in [1, 3, 1_000] {
                group.addTask { try await read(ledger, after: 0, until: total, limit: limit) }
            }
            for writer in 0..<writers {
                group.addTask {
                    try await write(SampleMachine("vm-\(writer)"), moves: moves, to: ledger)
                    return try await read(ledger, after: 0, until: total, limit: 17)
                }
            }
            let stored = try await group.next() ?? []
            try checkOrder(stored, total: total)
            for try await seen in group {
                try expect(seen.map(\.id), is: stored.map(\.id), "what another reader saw")
            }
        }
    }

    private static func write(
        _ machine: SampleMachine, moves: Int, to ledger: any Ledger
    ) async throws {
        _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        for version in 1...Int64(moves) {
            let change = version % 2 == 1 ? machine.start(at: version) : machine.fail(at: version)
            _ = try await ledger.commit(Commit(changes: [change]))
        }
    }

    /// The events up to `last`, as a reader of the feed learns of them.
    static func read(
        _ ledger: any Ledger, after cursor: Int64, until last: Int64, limit: Int
    ) async throws -> [CloudEvent] {
        var seen: [CloudEvent] = []
        guard cursor < last else { return seen }
        for try await batch in ledger.follow(after: cursor, limit: limit) {
            try expect(!batch.isEmpty && batch.count <= limit, "the size of a batch")
            seen += batch
            if let sequence = batch.last?.sequence, sequence >= last { break }
        }
        return seen
    }

    private static func checkOrder(_ events: [CloudEvent], total: Int64) throws {
        let sequences = events.compactMap(\.sequence)
        try expect(sequences, is: Array(1...total), "sequences without holes and in order")
        let byResource = Dictionary(grouping: events) { $0.resource?.id }
        for (id, events) in byResource {
            let versions = events.compactMap(\.resourceVersion)
            let wanted = Array(1...Int64(events.count))
            try expect(versions, is: wanted, "versions of \(id ?? "nothing")")
        }
    }

    private static func waitingFeed(_ ledger: any Ledger) async throws {
        let machine = SampleMachine("vm-1")
        let feed = ledger.follow(after: 0, limit: 10).makeAsyncIterator()
        let writing = Task { try await ledger.commit(Commit(changes: [machine.creation()])) }
        let batch = try await feed.next()
        let committed = try await writing.value
        try expect(batch, is: committed.events, "what a waiting reader is given")
        let closing = Task { await ledger.close() }
        let end = try await feed.next()
        try expect(end == nil, "a feed ends when the ledger is closed")
        await closing.value
    }

    private static func strangeCursor(_ ledger: any Ledger) async throws {
        let feed = ledger.follow(after: 7, limit: 10).makeAsyncIterator()
        let wanted = LedgerError.aheadOfLedger(last: 0)
        do {
            _ = try await feed.next()
        } catch {
            return try expect(error as? LedgerError, is: wanted, "a cursor beyond the end")
        }
        throw ExamFailure("a cursor beyond the end was taken")
    }
}
