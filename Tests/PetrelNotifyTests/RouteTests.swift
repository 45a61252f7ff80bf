internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct RouteTests {
    @Test func `all that is wrong with a subscription is told at once, each with its place`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let body: JSONValue = [
            "nam": "x", "channel": "sink", "settings": ["sink": "none"], "scope": "cloud",
            "topics": ["a..b"], "filters": [["exact": ["typ": "x"]]], "start": "tomorrow",
        ]
        let error = await #expect(throws: APIError.self) {
            try await scene.ask(.post, "subscriptions", body: body)
        }
        let places = (error?.text ?? "").split(separator: "\n").map { line in
            String(line.prefix { $0 != ":" })
        }
        #expect(
            places == [
                "nam", "topics[0]", "filters[0].exact.typ", "scope", "settings.sink", "name",
                "start",
            ])
        #expect(try await scene.ask(.get, "subscriptions")["subscriptions"] == [])
        await scene.end()
    }

    @Test func `a secret never comes back, and stays when something else is changed`() async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(
            sink, Scene.ann, ["settings": ["sink": .string(sink.name), "password": "topsecret"]])
        let changed = try await scene.ask(
            .put, "subscriptions/{id}", id: id,
            body: ["name": "renamed", "settings": ["sink": .string(sink.name)]])
        #expect(changed["name"] == "renamed" && changed["secrets"] == ["password"])
        let stored = try await scene.desk.table.subscription(id)
        #expect(stored?.settings["password"] == "topsecret")
        try await scene.happen(["vm-1"])
        await sink.hasTaken(1)
        let event = sink.taken[0].event.id.description
        let query = ["event": event, "from": "1", "to": "2"]
        for route in scene.plugin.routes where route.method == .get {
            let answer = try await route.run(
                .init(caller: Scene.ann, path: ["id": id], query: query, body: nil))
            let text = try #require(answer.json).description
            #expect(!text.contains("topsecret"), "\(route.path)")
        }
        for name in ["listSubscriptions", "listSubscriptionAttempts"] {
            let command = try #require(scene.plugin.commands.first { $0.name == name })
            let answer = try await command.run(
                APICall(command: name, caller: Scene.ann, parameters: ["id": id]))
            let declared = DeclaredAnswer(answer, command.response)
            #expect(declared.slips.isEmpty)
            #expect(!"\(declared.members)".contains("topsecret"))
        }
        await scene.end()
    }

    @Test func `the same key makes one subscription, and another request with it is refused`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let more: [String: JSONValue] = ["idempotencykey": "k-1"]
        let first = try await scene.subscribe(sink, Scene.ann, more)
        #expect(try await scene.subscribe(sink, Scene.ann, more) == first)
        // Another account's key is another key.
        #expect(try await scene.subscribe(sink, Scene.bob, more) != first)
        await #expect(throws: APIError.self) {
            try await scene.subscribe(
                sink, Scene.ann, more.merging(["name": "other"]) { first, _ in first })
        }
        let all = try await scene.ask(.get, "subscriptions")
        #expect(all["subscriptions"]?.array?.count == 1)
        await scene.end()
    }

    @Test func `an account and a domain may have so many, and no more`() async throws {
        let scene = try await Scene()
        try await scene.begin { ($0.perAccount, $0.perDomain) = (2, 3) }
        let sink = Sink()
        for _ in 0..<2 { try await scene.subscribe(sink, Scene.ann) }
        try await scene.subscribe(sink, Scene.bob)
        for caller in [Scene.ann, Scene.bob] {
            let error = await #expect(throws: APIError.self) {
                try await scene.subscribe(sink, caller)
            }
            #expect(error?.code == 532)
        }
        for _ in 0..<5 { try await scene.subscribe(sink, Scene.root) }
        await scene.end()
    }

    @Test func `explain says for every event why it came or did not`() async throws {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin()
        let sink = Sink()
        sink.answers { delivery in
            switch delivery.events[0].resource?.id {
            case "vm-busy": .busy
            case "vm-no": .no
            default: nil
            }
        }
        let id = try await scene.subscribe(
            sink, Scene.ann, ["filters": [["prefix": ["type": "VM."]]]])
        let mine = try await scene.happen(["vm-ok", "vm-busy", "vm-no"])
        let volume = try await scene.happen(["v"], Scene.ann, "VOLUME.CREATE")
        await scene.pass(.zero, until: { scene.tally.delivered == 1 && scene.tally.failed == 2 })
        var verdicts: [String] = []
        for event in mine + volume {
            let answer = try await scene.ask(
                .get, "subscriptions/{id}/explain", id: id,
                query: ["event": event.id.description])
            verdicts.append(answer["verdict"]?.string ?? "")
        }
        #expect(verdicts == ["delivered", "held", "deadlettered", "notmatched"])
        // What ann may not see cannot be explained to ann.
        let other = try await scene.happen(["vm-1"], Scene.bob)
        await #expect(throws: APIError.self) {
            try await scene.ask(
                .get, "subscriptions/{id}/explain", id: id,
                query: ["event": other[0].id.description])
        }
        await scene.end()
    }

    @Test func `a dry run counts what a filter would have told, and tells nothing`() async throws {
        let scene = try await Scene()
        try await scene.begin()
        try await scene.happen((0..<30).map { "vm-\($0)" })
        let stops = try await scene.happen((0..<12).map { "vm-\($0)" }, Scene.ann, "VM.STOP")
        try await scene.happen(["vm-1"], Scene.bob, "VM.STOP")
        let filters: JSONValue = [["exact": ["type": "VM.STOP"]]]
        let answer = try await scene.ask(.post, "dry-run", body: ["filters": filters])
        #expect(answer["matched"] == 12 && answer["complete"] == true)
        #expect(answer["samples"]?.array?.count == 10)
        let domain = try await scene.ask(
            .post, "dry-run", Scene.boss, body: ["filters": filters, "scope": "domain"])
        #expect(domain["matched"] == 13)
        let typed = try await scene.command(
            "dryRunSubscription",
            ["filters": filters.description, "to": "\(stops[10].sequence ?? 0)"])
        #expect(typed["matched"] == 11)
        #expect(typed["samples"]?.array?.last?["sentence"]?.string?.isEmpty == false)
        await scene.end()
    }

    @Test func `what is deleted is told nothing more and leaves nothing`() async throws {
        let scene = try await Scene()
        try await scene.begin()
        let (sink, other) = (Sink(), Sink())
        let id = try await scene.subscribe(sink)
        try await scene.subscribe(other)
        try await scene.happen(["vm-1"])
        await sink.hasTaken(1)
        _ = try await scene.ask(.delete, "subscriptions/{id}", id: id)
        try await scene.happen(["vm-2"])
        await other.hasTaken(2)
        try await scene.desk.courier.checkpoint()
        let rows = try await scene.ledger.read { reader in
            try [
                "subscriptions WHERE id", "progress WHERE subscription", "held WHERE subscription",
            ]
            .flatMap { try reader.rows("SELECT 1 FROM notify_\($0) = ?", [.text(id)]) }
        }
        #expect(rows.isEmpty && sink.count == 1)
        await scene.end()
    }
}
