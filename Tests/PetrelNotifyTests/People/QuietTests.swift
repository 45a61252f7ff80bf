internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import PetrelTesting
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct QuietTests {
    /// The clock of tests begins at 08:00 UTC.
    private func quiet(_ then: String, except: String? = nil) -> [String: JSONValue] {
        var quiet: [String: JSONValue] = [
            "from": "07:00", "to": "09:00", "zone": "UTC", "then": .string(then),
        ]
        quiet["except"] = except.map { .string($0) }
        return ["routing": ["quiet": .object(quiet)]]
    }

    @Test func `what happens at night is told in the morning, in order, and urgent things at once`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(sink, Scene.ann, quiet("later", except: "ERROR"))
        let events = try await scene.happen(["vm-1", "vm-2", "vm-1"])
        let urgent = try await scene.alert(1, level: .error)
        await sink.hasTaken(1)
        await scene.pass(.zero, until: { scene.heldFor(id) == 3 })
        #expect(sink.taken.map(\.event.id) == urgent.map(\.id))
        let explained = try await scene.ask(
            .get, "subscriptions/{id}/explain", id: id,
            query: ["event": events[0].id.description])
        #expect(explained["verdict"] == "held")
        #expect(explained["reason"]?.string?.hasPrefix("quiet hours until") == true)
        // The next server waits, too.
        await scene.end()
        try await scene.begin()
        clock.advance(by: .seconds(3_599))
        #expect(sink.count == 1)
        clock.advance(by: .seconds(1))
        await sink.hasTaken(4)
        let first = sink.taken.filter { $0.event.resource?.id == "vm-1" }
        #expect(first.map(\.event.id) == [events[0].id, events[2].id])
        // Waiting was no attempt.
        #expect(sink.came.allSatisfy { $0.attempt == 1 })
        await scene.end()
    }

    @Test func `people get one message about the night, and urgent things at once`() async throws {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.beginWithPeople()
        let sink = Sink()
        let id = try await scene.tell(sink, Scene.ann, quiet("digest", except: "ERROR"))
        try await scene.alert(7)
        await scene.pass(.zero, until: { scene.keptFor(id) == 7 })
        try await scene.alert(1, level: .error)
        await sink.hasTaken(1)
        await scene.end()
        try await scene.beginWithPeople()
        clock.advance(by: .seconds(3_600))
        let digest = await sink.letters.first(1)[0]
        #expect(digest.subject == "[s] 7 events together")
        #expect(digest.text.contains("because these are quiet hours"))
        try await scene.alert(1)
        await sink.hasTaken(2)
        await scene.end()
    }

    @Test func `who wants it gets everything of an hour together`() async throws {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.beginWithPeople()
        let sink = Sink()
        let id = try await scene.tell(sink, Scene.ann, ["routing": ["digest": 60]])
        for round in 1...3 {
            try await scene.alert(round)
            await scene.pass(.zero, until: { scene.keptFor(id) == round })
            clock.advance(by: .seconds(3_600))
            let letters = await sink.letters.first(round)
            #expect(letters[round - 1].subject == "[s] \(round) events together")
            await scene.pass(.zero, until: { scene.keptFor(id) == 0 })
        }
        #expect(sink.came.isEmpty)
        await scene.end()
    }
}

extension Scene {
    func heldFor(_ id: String) -> Int {
        desk.courier.board.withLock { board in
            board.runs[RunID(subscription: id)]?.lanes.heldCount ?? 0
        }
    }
}
