internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import PetrelTesting
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct EscalationTests {
    private func escalating(_ to: String, after: Int64 = 15) -> [String: JSONValue] {
        ["routing": ["escalate": ["to": .string(to), "after": .integer(after)]]]
    }

    /// Three who are told one after the other, each a quarter of an hour after the one before.
    private func chain(_ scene: Scene) async throws -> (ids: [String], sinks: [Sink]) {
        let sinks = [Sink(), Sink(), Sink()]
        let boss = try await scene.subscribe(sinks[2], Scene.ann, ["routing": ["standby": true]])
        let deputy = try await scene.subscribe(
            sinks[1], Scene.ann,
            [
                "routing": [
                    "standby": true, "escalate": ["to": .string(boss), "after": 15],
                ]
            ])
        let watch = try await scene.subscribe(sinks[0], Scene.ann, escalating(deputy))
        return ([watch, deputy, boss], sinks)
    }

    @Test func `what nobody acknowledges goes from one to the next, over restarts`() async throws {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.begin()
        let (ids, sinks) = try await chain(scene)
        let alert = try await scene.alert(1)[0]
        try await scene.alert(1, level: .info)
        await sinks[0].hasTaken(2)
        try await scene.desk.courier.checkpoint()
        await scene.end()
        try await scene.begin()
        clock.advance(by: .seconds(899))
        #expect(sinks[1].count == 0)
        clock.advance(by: .seconds(1))
        await sinks[1].hasTaken(1)
        #expect(sinks[2].count == 0)
        await scene.end()
        try await scene.begin()
        clock.advance(by: .seconds(900))
        await sinks[2].hasTaken(1)
        for sink in sinks.dropFirst() {
            #expect(sink.taken.map(\.event.id) == [alert.id] && sink.taken[0].counter == 0)
        }
        let told = try await scene.ask(.get, "subscriptions/{id}/escalations", id: ids[0])
        #expect(told["escalations"]?.array?.map { $0["state"] } == ["escalated to s"])
        await scene.end()
    }

    @Test func `who acknowledges stops it, also for those further on`() async throws {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.begin()
        let (ids, sinks) = try await chain(scene)
        let alerts = try await scene.alert(2)
        await sinks[0].hasTaken(2)
        let body: JSONValue = ["event": .string(alerts[0].id.description)]
        // Who may not see it cannot acknowledge it.
        await #expect(throws: APIError.self) {
            try await scene.ask(.post, "acknowledge", Scene.bob, body: body)
        }
        #expect(try await scene.ask(.post, "acknowledge", body: body)["stopped"] == 1)
        clock.advance(by: .seconds(900))
        await sinks[1].hasTaken(1)
        #expect(sinks[1].taken.map(\.event.id) == [alerts[1].id])
        let command = try #require(scene.plugin.commands.first { $0.name == "acknowledgeEvent" })
        let answer = try await command.run(
            APICall(
                command: command.name, caller: Scene.boss,
                parameters: ["event": alerts[1].id.description]))
        #expect(answer == .object(["stopped": 1]))
        clock.advance(by: .seconds(900))
        try await scene.alert(1)
        await sinks[0].hasTaken(3)
        #expect(sinks[2].count == 0)
        let told = try await scene.ask(.get, "subscriptions/{id}/escalations", id: ids[0])
        #expect(
            told["escalations"]?.array?.map { $0["state"]?.string ?? "" } == [
                "waiting", "escalated to s", "acknowledged by ann",
            ])
        await scene.end()
    }

    @Test func `an alert that was archived is done with`() async throws {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.begin()
        let (ids, sinks) = try await chain(scene)
        let alerts = try await scene.alert(2)
        await sinks[0].hasTaken(2)
        try await scene.archive(alerts[0])
        clock.advance(by: .seconds(900))
        await sinks[1].hasTaken(1)
        #expect(sinks[1].taken.map(\.event.id) == [alerts[1].id])
        let told = try await scene.ask(.get, "subscriptions/{id}/escalations", id: ids[0])
        #expect(told["escalations"]?.array?.last?["state"] == "archived")
        await scene.end()
    }

    @Test func `a receiver that is down is one that does not acknowledge`() async throws {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.begin()
        let (_, sinks) = try await chain(scene)
        sinks[0].answers { _ in .busy }
        try await scene.alert(1)
        await scene.pass(.zero, until: { sinks[0].came.count == 1 })
        clock.advance(by: .seconds(900))
        await sinks[1].hasTaken(1)
        await scene.end()
    }

    @Test func `a circle ends, and one whose next is gone says so`() async throws {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.begin()
        let (first, second, third) = (Sink(), Sink(), Sink())
        let one = try await scene.subscribe(first)
        let two = try await scene.subscribe(second, Scene.ann, escalating(one))
        _ = try await scene.ask(
            .put, "subscriptions/{id}", id: one, body: .object(escalating(two)))
        let lost = try await scene.subscribe(third, Scene.ann, escalating(one))
        let alert = try await scene.alert(1)[0]
        for _ in 0..<10 {
            clock.advance(by: .seconds(900))
            await scene.pass(.zero, until: { scene.isQuiet(after: alert.sequence ?? 0) })
        }
        #expect(first.came.count <= 4 && second.came.count <= 3)
        _ = try await scene.ask(
            .put, "subscriptions/{id}", id: lost, body: .object(escalating(two)))
        _ = try await scene.ask(.delete, "subscriptions/{id}", id: two)
        try await scene.alert(1)
        await third.hasTaken(2)
        clock.advance(by: .seconds(900))
        var query = EventQuery()
        query.types = ["NOTIFY.ESCALATION.FAILED"]
        while try await scene.desk.context.store.events(query).elements.isEmpty {
            await Task.yield()
        }
        await scene.end()
    }
}

extension Scene {
    func archive(_ event: CloudEvent) async throws {
        var query = EventQuery()
        query.ids = [event.id]
        _ = try await ledger.show(query, as: .archived)
    }
}
