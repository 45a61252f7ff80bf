internal import Dispatch
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting
internal import Testing

@Suite struct `Committing` {
    let folder: LedgerFolder
    let ledger: SQLiteLedger

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
    }

    @Test func `a change and its event are there together`() async throws {
        let machine = SampleMachine("vm-1")
        let committed = try await ledger.commit(Commit(changes: [machine.creation()]))
        let event = try #require(committed.events.first)
        #expect(event.sequence == 1)
        #expect(event.resourceVersion == 1)
        #expect(event.newState == "Stopped")
        #expect(event.oldState == nil)
        let stored = try await ledger.resource(kind: "VirtualMachine", id: "vm-1")
        #expect(stored == committed.resources.first)
        #expect(try await ledger.events(EventQuery()).elements == [event])
    }

    @Test func `versions and sequences have no holes when some commits are refused`() async throws {
        let machine = SampleMachine("vm-1")
        _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        await #expect(
            throws: LedgerError.conflict(
                kind: "VirtualMachine", id: "vm-1", expected: 7, found: 1)
        ) { try await ledger.commit(Commit(changes: [machine.start(at: 7)])) }
        let committed = try await ledger.commit(Commit(changes: [machine.start(at: 1)]))
        #expect(committed.events.first?.sequence == 2)
        #expect(committed.resources.first?.version == 2)
        #expect(committed.resources.first?.state == "Starting")
    }

    @Test func `a reader who has caught up hears of the next commit`() async throws {
        let feed = ledger.follow(after: 0, limit: 10).makeAsyncIterator()
        async let next = feed.next()
        let committed = try await ledger.commit(
            Commit(changes: [SampleMachine("vm-1").creation()]))
        #expect(try await next == committed.events)
    }

    @Test func `a reader who has caught up needs no file`() async throws {
        var options = SQLiteOptions()
        options.readers = 1
        let folder = try LedgerFolder()
        let ledger = try folder.open(options)
        let (entered, leave) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let busy = Task {
            try await ledger.read { _ in
                entered.signal()
                leave.wait()
            }
        }
        await Task.detached { Self.wait(for: entered) }.value
        // The only connection that reads is taken, so all that comes now comes from memory.
        let feed = ledger.follow(after: 0, limit: 10).makeAsyncIterator()
        for number in Int64(1)...5 {
            let change = SampleMachine("vm-\(number)").creation()
            let committed = try await ledger.commit(Commit(changes: [change]))
            #expect(try await feed.next() == committed.events)
        }
        leave.signal()
        try await busy.value
    }

    private static func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }

    @Test func `a ledger may be closed by several, and answers nothing afterwards`() async throws {
        _ = try await ledger.commit(Commit(changes: [SampleMachine("vm-1").creation()]))
        await withDiscardingTaskGroup { group in
            for _ in 0..<4 { group.addTask { await ledger.close() } }
        }
        await ledger.close()
        await #expect(throws: LedgerError.closed) {
            try await ledger.resource(kind: "VirtualMachine", id: "vm-1")
        }
        await #expect(throws: LedgerError.closed) {
            try await ledger.commit(Commit(changes: [SampleMachine("vm-2").creation()]))
        }
    }

    @Test func `what was committed is there when the file is opened again`() async throws {
        let committed = try await ledger.commit(
            Commit(changes: [SampleMachine("vm-1").creation()]))
        await ledger.close()
        let again = try folder.open()
        #expect(try await again.events(EventQuery()).elements == committed.events)
        #expect(try await again.lastSequence == 1)
    }

    @Test func `an event that is there already takes its change back, and nobody else's`()
        async throws
    {
        let (first, second) = (SampleMachine("vm-1"), SampleMachine("vm-2"))
        let committed = try await ledger.commit(
            Commit(changes: [first.creation(), second.creation()]))
        let start = first.start(at: 1)
        let event = start.event.with(id: try #require(committed.events.first?.id))
        async let other = ledger.commit(Commit(changes: [second.start(at: 1)]))
        await #expect(throws: LedgerError.self) {
            try await ledger.commit(Commit(changes: [Change(start.action, event: event)]))
        }
        #expect(try await other.resources.first?.version == 2)
        #expect(try await ledger.resource(kind: "VirtualMachine", id: "vm-1")?.version == 1)
        #expect(try await ledger.lastSequence == 3)
        #expect(try await ledger.verify().fault == nil)
    }
}

extension CloudEvent {
    fileprivate func with(id: EventID) -> CloudEvent {
        var event = self
        event.id = id
        return event
    }
}
