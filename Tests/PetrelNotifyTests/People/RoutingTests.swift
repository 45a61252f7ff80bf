internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import PetrelTesting
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct RoutingTests {
    @Test func `only what is severe enough is told and counted`() async throws {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(sink, Scene.ann, ["routing": ["level": "WARN"]])
        let minor = try await scene.alert(1, level: .info)[0]
        try await scene.alert(1, level: .warning)
        try await scene.alert(1, level: .error)
        await sink.hasTaken(2)
        #expect(Set(sink.taken.map(\.event.level)) == [.warning, .error])
        #expect(sink.taken.map(\.counter).sorted() == [1, 2])
        let explained = try await scene.ask(
            .get, "subscriptions/{id}/explain", id: id, query: ["event": minor.id.description])
        #expect(explained["verdict"] == "notmatched")
        let steps = explained["steps"]?.array ?? []
        #expect(steps.contains { $0["step"] == "routing" && $0["holds"] == false })
        await scene.end()
    }

    @Test func `all that is wrong with routing is told at once, each with its place`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let routing: JSONValue = [
            "levl": "WARN", "level": "HIGH", "digest": 5, "standby": "yes",
            "quiet": ["from": "9:00", "to": "25:00", "zone": "Mars/Olympus", "then": "digest"],
            "escalate": ["after": 0, "level": 3, "whom": "x"],
        ]
        let error = await #expect(throws: APIError.self) {
            try await scene.subscribe(sink, Scene.ann, ["routing": routing])
        }
        let places = (error?.text ?? "").split(separator: "\n").map { line in
            String(line.prefix { $0 != ":" })
        }
        #expect(
            Set(places) == [
                "routing.levl", "routing.level", "routing.digest", "routing.standby",
                "routing.quiet.from", "routing.quiet.to", "routing.quiet.zone",
                "routing.quiet.then", "routing.escalate.whom", "routing.escalate.to",
                "routing.escalate.after", "routing.escalate.level",
            ])
        // One of another account's is as good as none.
        let bobs = try await scene.subscribe(sink, Scene.bob)
        for to in [bobs, "nobody"] {
            let error = await #expect(throws: APIError.self) {
                try await scene.subscribe(
                    sink, Scene.ann,
                    ["routing": ["escalate": ["to": .string(to), "after": 5]]])
            }
            #expect(error?.text.hasPrefix("routing.escalate.to:") == true)
        }
        await scene.end()
    }

    @Test func `what was said about routing is shown, kept over restarts, and replaced as a whole`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let next = try await scene.subscribe(sink, Scene.ann, ["routing": ["standby": true]])
        let routing: JSONValue = [
            "level": "WARN",
            "quiet": [
                "from": "22:00", "to": "06:30", "zone": "Europe/Berlin", "then": "later",
                "except": "ERROR",
            ], "escalate": ["to": .string(next), "after": 15, "level": "ERROR"],
        ]
        let id = try await scene.subscribe(sink, Scene.ann, ["routing": routing])
        await scene.end()
        try await scene.begin()
        #expect(try await scene.ask(.get, "subscriptions/{id}", id: id)["routing"] == routing)
        _ = try await scene.ask(
            .put, "subscriptions/{id}", id: id, body: ["routing": ["level": "ERROR"]])
        #expect(
            try await scene.ask(.get, "subscriptions/{id}", id: id)["routing"]
                == ["level": "ERROR"])
        _ = try await scene.ask(.put, "subscriptions/{id}", id: id, body: ["name": "n"])
        #expect(
            try await scene.ask(.get, "subscriptions/{id}", id: id)["routing"]
                == ["level": "ERROR"])
        await scene.end()
    }
}

@Suite struct QuietHoursTests {
    private static func end(
        _ from: String, _ to: String, _ zone: String, at time: String
    ) throws -> Timestamp? {
        let hours = QuietHours(
            from: try #require(QuietHours.minutes(from)), to: try #require(QuietHours.minutes(to)),
            zone: zone, then: .later)
        return hours.end(at: try #require(Timestamp(time)))
    }

    @Test(
        arguments: [
            // Berlin is an hour ahead of UTC in November.
            ("22:00", "07:00", "2026-11-27T20:59:59Z", nil),
            ("22:00", "07:00", "2026-11-27T21:00:00Z", "2026-11-28T06:00:00Z"),
            ("22:00", "07:00", "2026-11-28T05:59:59Z", "2026-11-28T06:00:00Z"),
            ("22:00", "07:00", "2026-11-28T06:00:00Z", nil),
            ("12:00", "13:30", "2026-11-28T11:15:00Z", "2026-11-28T12:30:00Z"),
            ("12:00", "13:30", "2026-11-28T12:30:00Z", nil),
            // The night the clocks go back is an hour longer, the one they go forward an hour shorter.
            ("22:00", "07:00", "2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z"),
            ("22:00", "07:00", "2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z"),
            // Half past two is left out in that night.
            ("22:00", "02:30", "2026-03-28T22:00:00Z", "2026-03-29T01:30:00Z"),
        ] as [(String, String, String, String?)])
    func `end when the clocks of their place say so`(
        from: String, to: String, at: String, end: String?
    ) throws {
        #expect(try Self.end(from, to, "Europe/Berlin", at: at) == end.flatMap { Timestamp($0) })
    }

    @Test func `are a place's own, also half an hour off`() throws {
        let time = "2026-11-27T17:00:00Z"
        #expect(
            try Self.end("22:00", "07:00", "Asia/Kolkata", at: time)
                == Timestamp("2026-11-28T01:30:00Z"))
        #expect(try Self.end("22:00", "07:00", "UTC", at: time) == nil)
    }
}

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
    func heldFor(_ id: String) -> Int {
        desk.courier.board.withLock { board in
            board.runs[RunID(subscription: id)]?.lanes.heldCount ?? 0
        }
    }

    func archive(_ event: CloudEvent) async throws {
        var query = EventQuery()
        query.ids = [event.id]
        _ = try await ledger.show(query, as: .archived)
    }
}
