internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelTesting

extension LedgerExam {
    static let lists = [
        Question("pages go on where they ended, whatever is written meanwhile", stablePaging),
        Question("every question of events finds what matches, in order", eventQuestions),
        Question("every question of resources finds what matches, in order", resourceQuestions),
        Question("archived and deleted events leave the lists and stay in the feed", hiding),
    ]

    private static func stablePaging(_ ledger: any Ledger) async throws {
        for number in 0..<30 {
            let machine = SampleMachine("vm-\(number)")
            _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        }
        var query = EventQuery()
        query.limit = 7
        var resources = ResourceQuery(kind: "VirtualMachine")
        resources.limit = 7
        var (sequences, ids): ([Int64], [String]) = ([], [])
        repeat {
            let page = try await ledger.events(query)
            sequences += page.elements.compactMap(\.sequence)
            query.after = page.next
            let others = try await ledger.resources(resources)
            ids += others.elements.map(\.id)
            resources.after = others.next
            let late = SampleMachine("late-\(sequences.count)")
            _ = try await ledger.commit(Commit(changes: [late.creation()]))
        } while query.after != nil
        try expect(sequences, is: (1...30).reversed(), "events page by page, newest first")
        let wanted = (0..<30).reversed().map { "vm-\($0)" }
        try expect(ids, is: wanted, "resources page by page, newest first")
    }

    private static func eventQuestions(_ ledger: any Ledger) async throws {
        var random = SeededRandom(seed: 3)
        var events: [CloudEvent] = []
        for _ in 0..<18 {
            let commit = Commit(events: (0..<10).map { _ in .sample(&random) })
            events += try await ledger.commit(commit).events
        }
        for number in 0..<150 {
            let query = EventQuery.sample(from: events, &random)
            var wanted = events.filter(query.isAnswered(by:))
            if !query.ascending { wanted.reverse() }
            let found = try await allPages(query, of: ledger)
            try expect(found.map(\.sequence), is: wanted.map(\.sequence), "\(number): \(query)")
            let count = try await ledger.count(query)
            try expect(count, is: wanted.count, "count \(number): \(query)")
        }
    }

    private static func resourceQuestions(_ ledger: any Ledger) async throws {
        var random = SeededRandom(seed: 5)
        var stored: [Resource] = []
        for number in 0..<90 {
            let commit = Commit(changes: SampleMachine.life(number, &random))
            stored.append(contentsOf: try await ledger.commit(commit).resources.suffix(1))
        }
        stored.sort { ($0.created, $0.id) < ($1.created, $1.id) }
        for number in 0..<150 {
            let query = ResourceQuery.sample(from: stored, &random)
            var wanted = stored.filter(query.isAnswered(by:))
            if !query.ascending { wanted.reverse() }
            let found = try await allPages(query, of: ledger)
            try expect(found.map(\.id), is: wanted.map(\.id), "\(number): \(query)")
            try expect(found == wanted, "resources as they were committed, \(number)")
            let count = try await ledger.count(query)
            try expect(count, is: wanted.count, "count \(number): \(query)")
        }
        try await nothingAmongNothing(ledger)
    }

    /// Who asks for what is among no values finds nothing.
    private static func nothingAmongNothing(_ ledger: any Ledger) async throws {
        for path in [\ResourceQuery.states, \.ids, \.parents] {
            var query = ResourceQuery(kind: "VirtualMachine")
            query[keyPath: path] = []
            let found = try await ledger.resources(query).elements.count
            let count = try await ledger.count(query)
            try expect([found, count], is: [0, 0], "among no values: \(query)")
        }
        var (levels, ids, types) = (EventQuery(), EventQuery(), EventQuery())
        (levels.levels, ids.ids, types.types) = ([], [], [])
        for query in [levels, ids, types] {
            let found = try await ledger.events(query).elements.count
            let count = try await ledger.count(query)
            try expect([found, count], is: [0, 0], "among no values: \(query)")
        }
    }

    private static func hiding(_ ledger: any Ledger) async throws {
        let total = 2 * eventsPerPartition + 5
        for number in 1...total {
            let machine = SampleMachine("vm-\(number)", account: "account-\(number % 5)")
            _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        }
        var query = EventQuery()
        query.account = "account-1"
        let all = try await ledger.count(query)
        let archived = try await ledger.show(query, as: .archived)
        try expect(archived, is: all, "events archived")
        let listed = try await ledger.count(query)
        try expect(listed, is: 0, "archived events in a list that did not ask for them")
        query.includesArchived = true
        let asked = try await ledger.events(query).elements.count
        try expect(asked, is: all, "archived events in a list that asked for them")
        _ = try await ledger.show(query, as: .deleted)
        let deleted = try await ledger.count(query)
        try expect(deleted, is: 0, "deleted events")
        let fed = try await read(ledger, after: 0, until: total, limit: 10)
        try expect(Int64(fed.count), is: total, "events in the feed")
    }

    private static func allPages(
        _ query: EventQuery, of ledger: any Ledger
    ) async throws -> [CloudEvent] {
        var (query, found): (EventQuery, [CloudEvent]) = (query, [])
        repeat {
            let page = try await ledger.events(query)
            try expect(page.elements.count <= query.limit, "the size of a page")
            found += page.elements
            query.after = page.next
        } while query.after != nil
        return found
    }

    private static func allPages(
        _ query: ResourceQuery, of ledger: any Ledger
    ) async throws -> [Resource] {
        var (query, found): (ResourceQuery, [Resource]) = (query, [])
        repeat {
            let page = try await ledger.resources(query)
            try expect(page.elements.count <= query.limit, "the size of a page")
            found += page.elements
            query.after = page.next
        } while query.after != nil
        return found
    }
}
