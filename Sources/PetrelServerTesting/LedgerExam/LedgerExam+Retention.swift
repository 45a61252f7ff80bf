internal import PetrelCloud
internal import PetrelLedger

extension LedgerExam {
    static let retention = [
        Question("old events go by partitions, and readers behind are told", dropping)
    ]

    private static func dropping(_ ledger: any Ledger) async throws {
        let total = 3 * eventsPerPartition + 10
        for number in 1...total {
            let time = Timestamp(seconds: 1_000_000 + number)
            let machine = SampleMachine("vm-\(number)")
            _ = try await ledger.commit(Commit(changes: [machine.creation(time: time)]))
        }
        let border = Timestamp(seconds: 1_000_000 + 2 * eventsPerPartition + 5)
        let dropped = Int64(try await ledger.dropEvents(before: border))
        try expect(dropped > 0 && dropped <= 2 * eventsPerPartition, "\(dropped) events dropped")
        let first = try await ledger.firstSequence
        try expect(first, is: dropped + 1, "the first event that is kept")
        let count = try await ledger.count(EventQuery())
        try expect(Int64(count), is: total - dropped, "events that are left")
        let rest = try await read(ledger, after: dropped, until: total, limit: 1_000)
        let sequences = rest.compactMap(\.sequence)
        try expect(sequences, is: Array(first...total), "a reader at the border")
        let gone = LedgerError.historyGone(first: first)
        try await expect(refusal: "a reader behind it", is: gone) {
            try await read(ledger, after: dropped - 1, until: total, limit: 10)
        }
        let kept = try await ledger.count(ResourceQuery(kind: "VirtualMachine"))
        try expect(Int64(kept), is: total, "resources outlive their events")
    }
}
