internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting
internal import Testing

@Suite struct `Export and import` {
    private func lines(of ledger: SQLiteLedger) async throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        try await ledger.export(to: { lines.append($0) })
        return lines
    }

    private func makeLedger(_ folder: LedgerFolder, events: Int) async throws -> SQLiteLedger {
        var options = SQLiteOptions()
        options.eventsPerPartition = 4
        let ledger = try folder.open(options)
        for number in 1...events {
            let machine = SampleMachine("vm-\(number)")
            _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        }
        return ledger
    }

    @Test func `another ledger takes the events, and gives the same lines`() async throws {
        let (from, to) = (try LedgerFolder(), try LedgerFolder())
        let ledger = try await makeLedger(from, events: 10)
        let exported = try await lines(of: ledger)
        let copy = try to.open()
        let taken = try await copy.importEvents(from: exported.stream)
        #expect(taken == 10)
        #expect(try await lines(of: copy) == exported)
        #expect(try await copy.checkpoint() == ledger.checkpoint())
        #expect(try await copy.verify().fault == nil)
    }

    @Test func `an export that begins later is taken by an empty ledger`() async throws {
        let (from, to) = (try LedgerFolder(), try LedgerFolder())
        let ledger = try await makeLedger(from, events: 10)
        #expect(try await ledger.dropEvents(before: .now) == 8)
        let exported = try await lines(of: ledger)
        let copy = try to.open()
        try await copy.importEvents(from: exported.stream)
        #expect(try await copy.firstSequence == 9)
        #expect(try await lines(of: copy) == exported)
        #expect(try await copy.verify().fault == nil)
    }

    @Test func `a line that was changed is refused by its number`() async throws {
        let (from, to) = (try LedgerFolder(), try LedgerFolder())
        var exported = try await lines(of: makeLedger(from, events: 4))
        let text = String(decoding: exported[2], as: UTF8.self)
        exported[2] = Array(text.replacing("VM.CREATE", with: "VM.DELETE").utf8)
        let copy = try to.open()
        let error = await #expect(throws: LedgerError.self) {
            try await copy.importEvents(from: exported.stream)
        }
        #expect("\(try #require(error))".hasPrefix("line 3: event 3 "))
        #expect(try await copy.lastSequence == 0)
    }
}

extension [[UInt8]] {
    /// The lines one after the other, as a file gives them.
    var stream: AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for line in self { continuation.yield(line) }
            continuation.finish()
        }
    }
}
