internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting
internal import Testing

/// What the ledger remembers so that it need not read it again, against what stands in the file.
@Suite struct `Remembering` {
    let folder: LedgerFolder
    let ledger: SQLiteLedger

    init() throws {
        folder = try LedgerFolder()
        var options = SQLiteOptions()
        options.eventsPerPartition = 100
        options.eventsInMemory = 150
        ledger = try folder.open(options)
    }

    private func write(_ range: Range<Int>) async throws {
        let events = range.map { number in
            SampleMachine("vm-\(number % 7)", account: "account-\(number % 3)")
                .action(number % 5 == 0 ? "VM.STOP" : "VM.START")
        }
        // Some at a time, since every commit is a sync.
        for start in stride(from: 0, to: events.count, by: 10) {
            let part = Array(events[start..<min(start + 10, events.count)])
            _ = try await ledger.commit(Commit(events: part))
        }
    }

    private var queries: [EventQuery] {
        func query(_ change: (inout EventQuery) -> Void) -> EventQuery {
            var query = EventQuery()
            query.limit = 40
            change(&query)
            return query
        }
        return [
            query { _ in }, query { $0.ascending = true }, query { $0.account = "account-1" },
            query { $0.categories = [.action] }, query { $0.types = ["VM.STOP", "VM.START"] },
            query { $0.resource = "vm-3" }, query { $0.keyword = "stop" },
            query { ($0.domainPath, $0.includesSubdomains) = ("/", true) },
            query { ($0.account, $0.types, $0.ascending) = ("account-2", ["VM.STOP"], true) },
        ]
    }

    /// Every page of a list, one after the other.
    private func pages(_ query: EventQuery, of ledger: SQLiteLedger) async throws -> [CloudEvent] {
        var (query, all) = (query, [CloudEvent]())
        repeat {
            let page = try await ledger.events(query)
            all += page.elements
            query.after = page.next
        } while query.after != nil
        return all
    }

    @Test func `lists are the same from memory and from the file`() async throws {
        try await write(0..<430)
        var remembered: [[CloudEvent]] = []
        for query in queries { remembered.append(try await pages(query, of: ledger)) }
        await ledger.close()
        let fresh = try folder.open()
        for (query, events) in zip(queries, remembered) {
            #expect(try await pages(query, of: fresh) == events)
            #expect(!events.isEmpty)
        }
        await fresh.close()
    }

    @Test func `counts stay right while events come, are hidden and are dropped`() async throws {
        for end in [90, 260, 430] {
            try await write(end - 90..<end)
            try await expectCountsAreRight()
        }
        var stops = EventQuery()
        stops.types = ["VM.STOP"]
        let before = try await ledger.count(stops)
        #expect(try await ledger.show(stops, as: .archived) == before)
        try await expectCountsAreRight()
        #expect(try await ledger.count(stops) == 0)
        stops.includesArchived = true
        #expect(try await ledger.count(stops) == before)
        #expect(try await ledger.show(stops, as: .listed) == before)
        try await expectCountsAreRight()
        #expect(try await ledger.dropEvents(before: .now) > 0)
        try await expectCountsAreRight()
    }

    private func expectCountsAreRight() async throws {
        for query in queries {
            let listed = try await pages(query, of: ledger).count
            #expect(try await ledger.count(query) == listed)
            #expect(try await ledger.count(query) == listed)
        }
    }

    @Test func `what was taken back is not remembered as done`() async throws {
        let (first, second) = (SampleMachine("vm-1"), SampleMachine("vm-2"))
        _ = try await ledger.commit(Commit(changes: [first.creation(), second.creation()]))
        await #expect(throws: LedgerError.self) {
            try await ledger.commit(Commit(changes: [first.start(at: 1), second.start(at: 9)]))
        }
        let moved = try await ledger.commit(Commit(changes: [first.start(at: 1)]))
        #expect(moved.resources.first?.version == 2)
        let stored = try await ledger.resource(kind: "VirtualMachine", id: "vm-1")
        #expect(stored == moved.resources.first)
    }

    @Test func `a change of a kind shows before its caller knows, other kinds do not`() async throws
    {
        let kinds = ["VirtualMachine", "Volume"]
        let before = ledger.changes(of: kinds)
        _ = try await ledger.commit(Commit(changes: [SampleMachine("vm-1").creation()]))
        let after = ledger.changes(of: kinds)
        #expect(after != before)
        _ = try await ledger.commit(Commit(events: [SampleMachine("vm-1").action("VM.START")]))
        #expect(ledger.changes(of: kinds) == after)
        #expect(ledger.changes(of: ["Volume"]) == before)
        _ = try await ledger.commit(Commit(changes: [SampleMachine("vm-1").start(at: 1)]))
        #expect(ledger.changes(of: kinds) != after)
    }

    @Test func `a question that is too long for a quick answer is answered all the same`()
        async throws
    {
        let machines = (0..<4_000).map { SampleMachine("vm-\($0)", name: "name-\($0)").creation() }
        _ = try await ledger.commit(Commit(changes: machines))
        var query = ResourceQuery(kind: "VirtualMachine")
        query.keyword = "name-39"
        query.limit = 10_000
        #expect(try await ledger.resources(query).elements.count == 111)
        #expect(try await ledger.count(query) == 111)
        query.keyword = nil
        #expect(try await ledger.resources(query).elements.count == 4_000)
    }
}
