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
