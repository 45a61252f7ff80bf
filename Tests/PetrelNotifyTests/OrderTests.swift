internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct OrderTests {
    @Test func `a failing event holds back its own resource only`() async throws {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin()
        let sink = Sink()
        sink.answers { $0.events[0].resource?.id == "vm-1" ? .busy : nil }
        let id = try await scene.subscribe(sink)
        let events = try await scene.happen(["vm-1", "vm-2", "vm-1", "vm-3", "vm-2", "vm-1"])
        await sink.hasTaken(3)
        #expect(Set(sink.taken.map { $0.event.resource?.id }) == ["vm-2", "vm-3"])
        // The first event of vm-1 is tried, those behind it are not.
        #expect(Set(sink.came.filter { !$0.isTaken }.map(\.event.id)) == [events[0].id])
        sink.takesAll()
        await scene.pass(.seconds(5), until: { sink.count == 6 })
        let held = sink.taken.filter { $0.event.resource?.id == "vm-1" }
        #expect(held.map(\.event) == [events[0], events[2], events[5]])
        #expect(held.map(\.counter) == [1, 3, 6])
        #expect(Set(sink.taken.map(\.id)) == Set(events.map { "\(id)_\($0.id)" }))
        await scene.end()
    }

    @Test func `thousands of events of a few resources arrive each in order, each once`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        try await scene.subscribe(sink)
        var all: [CloudEvent] = []
        for round in 0..<30 {
            all += try await scene.happen((0..<100).map { "vm-\(($0 * 7 + round) % 11)" })
        }
        await sink.hasTaken(all.count)
        for machine in 0..<11 {
            let expected = all.filter { $0.resource?.id == "vm-\(machine)" }.map(\.id)
            let came = sink.came.filter { $0.event.resource?.id == "vm-\(machine)" }
            #expect(came.map(\.event.id) == expected)
        }
        #expect(sink.taken.map(\.counter).sorted() == (1...Int64(all.count)).map { $0 })
        await scene.end()
    }

    @Test func `what is refused is a dead letter, and one call sends it again`() async throws {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin()
        let sink = Sink()
        sink.answers { $0.events[0].resource?.id == "vm-1" ? .no : nil }
        let id = try await scene.subscribe(sink)
        let events = try await scene.happen(["vm-1", "vm-2"])
        await sink.hasTaken(1)
        await scene.pass(.seconds(1), until: { scene.tally.dead == 1 })
        let dead = try await scene.ask(.get, "subscriptions/{id}/dead", id: id)
        #expect(dead["dead"]?.array?.first?["event"]?.string == events[0].id.description)
        #expect(dead["dead"]?.array?.first?["reason"] == "the receiver answered 400")
        let missing = try await scene.ask(
            .get, "subscriptions/{id}/missing", id: id, query: ["from": "1", "to": "9"])
        #expect(missing["missing"]?.array?.map { $0["counter"] } == [1])
        #expect(missing["through"] == 2)
        let typed = try await scene.command(
            "listMissingDeliveries", ["id": id, "from": "1", "to": "9"])
        #expect(typed == missing)
        sink.takesAll()
        let redriven = try await scene.ask(.post, "subscriptions/{id}/redrive", id: id)
        #expect(redriven["redriven"] == 1)
        await sink.hasTaken(2)
        #expect(sink.taken.last?.id == "\(id)_\(events[0].id)")
        #expect(sink.taken.last?.counter == 1)
        await scene.pass(.seconds(1), until: { scene.tally.delivered == 2 })
        let none = try await scene.ask(.get, "subscriptions/{id}/dead", id: id)
        #expect(none["dead"] == [])
        await scene.end()
    }

    @Test
    func `a dead endpoint is left alone, keeps its backlog and gets all of it when it is back`()
        async throws
    {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin()
        let sink = Sink()
        sink.answers { _ in .busy }
        let id = try await scene.subscribe(sink)
        var all: [CloudEvent] = []
        for round in 0..<20 {
            all += try await scene.happen((0..<100).map { "vm-\(round)-\($0)" })
        }
        await scene.pass(.seconds(1), until: { !scene.isClosed(id) })
        // Sixteen attempts may have been under way when it opened; then only one at a time.
        #expect(sink.came.count < 40)
        #expect(scene.open(id) <= Run.mostOpen)
        sink.takesAll()
        let count = all.count
        await scene.pass(.seconds(60), until: { sink.count == count })
        #expect(Set(sink.taken.map(\.event.id)) == Set(all.map(\.id)))
        #expect(scene.isClosed(id))
        await scene.end()
    }

    @Test func `an endpoint dead for three days is disabled, its owner is told, nothing is lost`()
        async throws
    {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin()
        let (sink, other) = (Sink(), Sink())
        sink.answers { _ in .busy }
        let id = try await scene.subscribe(sink)
        try await scene.subscribe(
            other, Scene.ann, ["topics": ["*.AlertEvent.NOTIFY-SUBSCRIPTION-DISABLED.#"]])
        let events = try await scene.happen((0..<300).map { "vm-\($0)" })
        await scene.pass(.seconds(600), until: { other.count == 1 })
        let told = try #require(other.taken.first?.event)
        #expect(told.attributes["subscription"] == .string(id))
        let shown = try await scene.ask(.get, "subscriptions/{id}", id: id)
        #expect(shown["state"] == "disabled")
        #expect(shown["reason"]?.string?.contains("taken nothing since") == true)
        sink.takesAll()
        _ = try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        // The alert is an event of the account, too.
        await scene.pass(.seconds(1), until: { sink.count == events.count + 1 })
        #expect(Set(events.map(\.id)).isSubset(of: Set(sink.taken.map(\.event.id))))
        await scene.end()
    }

    @Test func `a receiver that is gone ends it at once`() async throws {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        sink.answers { _ in .gone }
        let other = Sink()
        let id = try await scene.subscribe(sink)
        try await scene.subscribe(other, Scene.ann, ["topics": ["*.AlertEvent.#"]])
        try await scene.happen(["vm-1"])
        await other.hasTaken(1)
        let shown = try await scene.ask(.get, "subscriptions/{id}", id: id)
        #expect(shown["state"] == "disabled" && shown["reason"] == "the receiver answered 410")
        await scene.end()
    }
}

extension Scene {
    /// Lets time pass in steps until something holds.
    func pass(_ step: Duration, until holds: @Sendable () -> Bool) async {
        while !holds() {
            clock?.advance(by: step)
            await Task.yield()
        }
    }

    var tally: Board.Tally { desk.courier.board.withLock { $0.tally } }

    func isClosed(_ id: String) -> Bool {
        desk.courier.board.withLock { board in
            board.runs[RunID(subscription: id)]?.breaker.isClosed ?? true
        }
    }

    /// How many parcels are in memory.
    func open(_ id: String) -> Int {
        desk.courier.board.withLock { board in
            board.runs[RunID(subscription: id)]?.lanes.openCount ?? 0
        }
    }
}
