internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct BacklogTests {
    @Test func `a subscription starts where it is told to`() async throws {
        let scene = try await Scene()
        let early = try await scene.happen(["vm-1", "vm-2"])
        let later = try await scene.happen(["vm-3"])
        try await scene.begin()
        let starts: [(JSONValue, Set<String>)] = [
            ("oldest", ["vm-1", "vm-2", "vm-3", "vm-4"]),
            (["sequence": .integer(early[0].sequence ?? 0)], ["vm-2", "vm-3", "vm-4"]),
            (["time": .string(later[0].time.text())], ["vm-3", "vm-4"]),
            ("now", ["vm-4"]),
        ]
        var sinks: [(Sink, Set<String>)] = []
        for (start, expected) in starts {
            let sink = Sink()
            try await scene.subscribe(
                sink, Scene.ann, ["start": start, "topics": ["*.*.VM-START.#"]])
            sinks.append((sink, expected))
        }
        try await scene.happen(["vm-4"])
        for (sink, expected) in sinks {
            await sink.hasTaken(expected.count)
            #expect(Set(sink.taken.compactMap(\.event.resource?.id)) == expected)
            #expect(sink.taken.map(\.counter).sorted() == (1...Int64(expected.count)).map { $0 })
        }
        await scene.end()
    }

    @Test func `after a pause everything comes in order`() async throws {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(sink)
        _ = try await scene.ask(.post, "subscriptions/{id}/pause", id: id)
        var all: [CloudEvent] = []
        for _ in 0..<10 { all += try await scene.happen((0..<100).map { "vm-\($0 % 3)" }) }
        await scene.end()
        try await scene.begin()
        #expect(sink.came.isEmpty)
        let resumed = try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        #expect(resumed["skipped"] == 0)
        await sink.hasTaken(1_000)
        for machine in 0..<3 {
            let came = sink.taken.filter { $0.event.resource?.id == "vm-\(machine)" }
            #expect(
                came.map(\.event.id) == all.filter { $0.resource?.id == "vm-\(machine)" }.map(\.id))
        }
        await scene.end()
    }

    @Test(arguments: ["latest", "skip"])
    func `after a pause the backlog can be cut down`(mode: String) async throws {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(sink)
        _ = try await scene.ask(.post, "subscriptions/{id}/pause", id: id)
        var last: [String: EventID] = [:]
        for _ in 0..<6 {
            for event in try await scene.happen((0..<100).map { "vm-\($0 % 7)" }) {
                last[event.resource?.id ?? ""] = event.id
            }
        }
        let resumed = try await scene.ask(
            .post, "subscriptions/{id}/resume", id: id, body: ["mode": .string(mode)])
        let end = try await scene.happen(["vm-end"])
        if mode == "skip" {
            #expect(resumed["skipped"] == 600)
            await sink.hasTaken(1)
            #expect(sink.taken.map(\.event.id) == end.map(\.id))
        } else {
            await sink.hasTaken(8)
            #expect(
                Set(sink.taken.map(\.event.id)) == Set(last.values).union(end.map(\.id)))
        }
        await scene.end()
    }

    @Test
    func `a replay sends a range once more, with the same ids, and a restart goes on with it`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(sink, Scene.ann, ["topics": ["*.*.VM-START.#"]])
        let events = try await scene.happen((0..<400).map { "vm-\($0)" })
        await sink.hasTaken(400)
        let (from, to) = (events[99].sequence ?? 0, events[299].sequence ?? 0)
        let body: JSONValue = [
            "from": .integer(from), "to": .integer(to), "idempotencykey": "once",
        ]
        let first = try await scene.ask(.post, "subscriptions/{id}/replay", id: id, body: body)
        let again = try await scene.ask(.post, "subscriptions/{id}/replay", id: id, body: body)
        #expect(first == again)
        await sink.hasTaken(430)
        await scene.end()
        try await scene.begin()
        let expected = Set(events[100...299].map { "\(id)_\($0.id)" })
        while Set(sink.taken.filter { $0.counter == 0 }.map(\.id)) != expected {
            await Task.yield()
        }
        while scene.desk.courier.board.withLock({ $0.runs.keys.contains { !$0.replay.isEmpty } }) {
            await Task.yield()
        }
        await scene.end()
    }

    @Test func `a backlog is a place in the ledger, not a copy`() async throws {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        sink.shuts()
        let id = try await scene.subscribe(sink)
        for round in 0..<40 {
            try await scene.happen((0..<250).map { "vm-\(round)-\($0)" })
        }
        let last = try await scene.ledger.lastSequence
        while scene.desk.courier.board.withLock({ $0.dispatched }) < last { await Task.yield() }
        #expect(scene.open(id) <= Run.mostOpen)
        sink.opens()
        await sink.hasTaken(10_000)
        #expect(Set(sink.taken.map(\.counter)) == Set(1...10_000))
        await scene.end()
    }

    @Test func `what retention took before it was delivered is told, and the rest is delivered`()
        async throws
    {
        var options = SQLiteOptions()
        options.eventsPerPartition = 50
        let scene = try await Scene(options: options)
        try await scene.begin()
        let (sink, other) = (Sink(), Sink())
        let id = try await scene.subscribe(sink, Scene.ann, ["topics": ["*.ActionEvent.#"]])
        try await scene.subscribe(
            other, Scene.ann, ["topics": ["*.AlertEvent.NOTIFY-EVENTS-LOST.#"]])
        _ = try await scene.ask(.post, "subscriptions/{id}/pause", id: id)
        for _ in 0..<60 { try await scene.happen((0..<10).map { "vm-\($0)" }) }
        let last = try await scene.ledger.lastSequence
        while scene.desk.courier.board.withLock({ $0.dispatched }) < last { await Task.yield() }
        // 256 parcels wait in memory; a server that begins anew reads them from the ledger.
        await scene.end()
        #expect(try await scene.ledger.dropEvents(before: .now) > 500)
        let kept = try await scene.happen(["vm-1"])
        try await scene.begin()
        _ = try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        await other.hasTaken(1)
        #expect(other.taken[0].event.attributes["subscription"] == .string(id))
        while !sink.taken.contains(where: { $0.event.id == kept[0].id }) { await Task.yield() }
        await scene.end()
    }
}
