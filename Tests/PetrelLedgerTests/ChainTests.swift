internal import GRDB
internal import PetrelCloud
internal import PetrelServerTesting
internal import Testing

@testable internal import PetrelLedger

@Suite struct `The chain of events` {
    let folder: LedgerFolder

    init() throws {
        folder = try LedgerFolder()
    }

    /// A ledger of ten events in two partitions.
    private func makeLedger() async throws -> SQLiteLedger {
        var options = SQLiteOptions()
        options.eventsPerPartition = 5
        let ledger = try folder.open(options)
        for number in 1...10 {
            let machine = SampleMachine("vm-\(number)")
            _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        }
        return ledger
    }

    /// Every way to change one event behind the ledger's back, and what the walk then says.
    static let tamperings = [
        "UPDATE events_6 SET content = CAST(replace(content, 'VM.CREATE', 'VM.DELETE') AS BLOB)",
        "UPDATE events_6 SET hash = zeroblob(32)", "UPDATE events_6 SET account = 'account-2'",
        "UPDATE events_6 SET time = time + 1", "UPDATE events_6 SET sequence = 17",
        "DELETE FROM events_6",
    ]

    @Test(arguments: tamperings)
    func `names the first event that was changed`(tampering: String) async throws {
        let ledger = try await makeLedger()
        let isMissing = tampering.hasPrefix("DELETE") || tampering.contains("sequence")
        try await ledger.work { writer in
            try writer.db.execute(sql: tampering + " WHERE sequence = 8")
        }
        let found = try await ledger.verify()
        #expect(found.intact == 7)
        #expect(found.fault?.sequence == 8)
        #expect(found.checkpoint.sequence == 7)
        #expect(isMissing == (found.fault?.reason == "event 8 is missing"))
    }

    @Test func `is whole after nothing but commits, also across partitions and a restart`()
        async throws
    {
        let ledger = try await makeLedger()
        let before = try await ledger.verify()
        #expect(before.fault == nil)
        #expect(before.intact == 10)
        #expect(before.checkpoint == (try await ledger.checkpoint()))
        await ledger.close()
        let again = try folder.open()
        _ = try await again.commit(Commit(changes: [SampleMachine("vm-11").creation()]))
        #expect(try await again.verify(against: before.checkpoint).fault == nil)
    }

    @Test func `shows against a checkpoint that its newest events are missing`() async throws {
        let ledger = try await makeLedger()
        let checkpoint = try await ledger.checkpoint()
        try await ledger.work { writer in
            try writer.db.execute(sql: "DELETE FROM events_6 WHERE sequence > 8")
        }
        #expect(try await ledger.verify().fault == nil)
        let found = try await ledger.verify(against: checkpoint)
        #expect(found.fault?.sequence == 9)
    }

    @Test func `is still whole after its oldest part was dropped`() async throws {
        let ledger = try await makeLedger()
        _ = try await ledger.commit(Commit(changes: [SampleMachine("vm-11").creation()]))
        let dropped = try await ledger.dropEvents(before: .now)
        #expect(dropped == 10)
        let found = try await ledger.verify()
        #expect(found.fault == nil)
        #expect(found.intact == 1)
    }
}
