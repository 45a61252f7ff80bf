internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct BacklogQuotaTests {
    static func backlog(
        _ name: String, _ account: String, _ path: String, _ bytes: Int
    ) -> BacklogQuota.Backlog {
        .init(subscription: name, account: account, domainPath: path, bytes: bytes)
    }

    @Test func `as few rest as will do, those furthest behind, accounts before domains`() {
        let quota = BacklogQuota(perAccount: 100, perDomain: 150)
        let all = [
            Self.backlog("a1", "ann", "/acme/", 60), Self.backlog("a2", "ann", "/acme/", 50),
            Self.backlog("b1", "bob", "/acme/", 90), Self.backlog("l1", "lea", "/acme/lab/", 40),
            Self.backlog("e1", "eve", "/other/", 100),
        ]
        let crossings = quota.crossings(all)
        #expect(crossings.map(\.holder) == [.account("ann"), .domain("/acme/")])
        #expect(crossings.map { $0.resting.map(\.subscription) } == [["a1"], ["b1"]])
        #expect(crossings.map(\.bytes) == [110, 180] && crossings.map(\.most) == [100, 150])
        // Who has exactly what it may have is not over it, and 0 is no quota.
        #expect(quota.crossings([all[4]]) == [])
        #expect(BacklogQuota(perAccount: 0, perDomain: 0).crossings(all) == [])
    }

    @Test func `who piles up too much is told once, rests, and keeps all of it over a restart`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        let (stuck, well, alerts) = (Sink(), Sink(), Sink())
        stuck.answers { _ in .busy }
        let quota: (inout NotifySettings) -> Void = { $0.accountBacklog = 150_000 }
        try await scene.begin(quota)
        let id = try await scene.subscribe(stuck, Scene.ann, ["topics": ["*.*.VM-START.#"]])
        let other = try await scene.subscribe(well, Scene.ann, ["topics": ["*.*.VM-START.#"]])
        try await scene.subscribe(alerts, Scene.ann, ["topics": ["*.AlertEvent.#"]])
        var events = try await scene.happen((0..<100).map { "vm-\($0)" })
        await well.hasTaken(100)
        try await scene.desk.courier.survey()
        #expect(try await scene.state(id) == "enabled" && alerts.count == 0)
        for round in 0..<9 {
            events += try await scene.happen((0..<100).map { "vm-\(round)-\($0)" })
        }
        await well.hasTaken(1_000)
        // The survey comes by the clock.
        await scene.pass(.seconds(1), until: { alerts.count >= 2 })
        #expect(try await scene.state(id) == "disabled")
        #expect(try await scene.state(other) == "enabled")
        let types = alerts.taken.map(\.event.type.name).sorted()
        #expect(types == ["NOTIFY.BACKLOG.EXCEEDED", "NOTIFY.SUBSCRIPTION.DISABLED"])
        let told = try #require(alerts.taken.first { $0.event.type == "NOTIFY.BACKLOG.EXCEEDED" })
        #expect(told.event.attributes["subscriptions"] == .string(id))
        // It goes on piling up while it rests, and a new server finds nothing new to tell.
        events += try await scene.happen((0..<100).map { "vm-z-\($0)" })
        for _ in 0..<3 {
            try await scene.desk.courier.survey()
            await scene.end()
            try await scene.begin(quota)
        }
        try await scene.desk.courier.survey()
        #expect(Set(alerts.taken.map(\.id)).count == 2)
        // In order it does not go on as long as the quota is what it is.
        stuck.takesAll()
        let error = await #expect(throws: APIError.self) {
            try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        }
        #expect(error?.code == 532 && error?.text.contains("latest or skip") == true)
        #expect(try await scene.state(id) == "disabled")
        await scene.end()
        try await scene.begin { $0.accountBacklog = 10_000_000 }
        _ = try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        await scene.pass(.seconds(1), until: { Set(stuck.taken.map(\.id)).count == 1_100 })
        #expect(Set(stuck.taken.map(\.event.id)) == Set(events.map(\.id)))
        await scene.end()
    }

    @Test(arguments: ["skip", "latest"])
    func `what is left out makes room, and can be had again in parts`(mode: String) async throws {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin { $0.accountBacklog = 100_000 }
        let sink = Sink()
        let id = try await scene.subscribe(sink, Scene.ann, ["topics": ["*.*.VM-START.#"]])
        _ = try await scene.ask(.post, "subscriptions/{id}/pause", id: id)
        var events: [CloudEvent] = []
        for _ in 0..<6 { events += try await scene.happen((0..<100).map { "vm-\($0 % 7)" }) }
        await scene.isCaughtUp()
        // One that its owner paused piles up what it wants, and is not let go on with it.
        try await scene.desk.courier.survey()
        await #expect(throws: APIError.self) {
            try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        }
        await #expect(throws: APIError.self) {
            try await scene.ask(.put, "subscriptions/{id}", id: id, body: ["state": "enabled"])
        }
        let resumed = try await scene.ask(
            .post, "subscriptions/{id}/resume", id: id, body: ["mode": .string(mode)])
        #expect(resumed["state"] == "enabled")
        if mode == "latest" {
            await sink.hasTaken(7)
            return await scene.end()
        }
        #expect(resumed["skipped"] == 600)
        let first = (events[0].sequence ?? 1) - 1
        func replay(_ from: Int64, _ to: Int64) async throws {
            _ = try await scene.ask(
                .post, "subscriptions/{id}/replay", id: id,
                body: ["from": .integer(from), "to": .integer(to)])
        }
        await #expect(throws: APIError.self) { try await replay(first, first + 600) }
        for part in 0..<6 {
            try await replay(first + Int64(part) * 100, first + Int64(part + 1) * 100)
            await sink.hasTaken((part + 1) * 100)
            await scene.pass(.seconds(1), until: { scene.replays == 0 })
        }
        #expect(Set(sink.taken.map(\.event.id)) == Set(events.map(\.id)))
        await scene.end()
    }

    @Test func `a domain's quota is that of its sub-domains too, and its administrators are told`()
        async throws
    {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin { $0.domainBacklog = 100_000 }
        let (ann, lea, boss, eve) = (Sink(), Sink(), Sink(), Sink())
        for sink in [ann, lea] { sink.answers { _ in .busy } }
        let alerts: [String: JSONValue] = [
            "topics": ["*.AlertEvent.NOTIFY-BACKLOG-EXCEEDED.#"], "scope": "domain",
        ]
        let behind = try await scene.subscribe(ann, Scene.ann)
        let further = try await scene.subscribe(lea, Scene.lea)
        try await scene.subscribe(boss, Scene.boss, alerts)
        try await scene.subscribe(eve, Scene.eve, alerts)
        try await scene.happen((0..<150).map { "vm-\($0)" }, Scene.ann)
        try await scene.happen((0..<200).map { "vm-\($0)" }, Scene.lea)
        await scene.isCaughtUp()
        try await scene.desk.courier.survey()
        await boss.hasTaken(1)
        #expect(boss.taken[0].event.attributes["subscriptions"] == .string(further))
        #expect(try await scene.state(behind, Scene.ann) == "enabled")
        let shown = try await scene.ask(.get, "subscriptions/{id}", Scene.lea, id: further)
        #expect(shown["state"] == "disabled")
        #expect(shown["reason"]?.string?.contains("the domain /acme/") == true)
        try await scene.desk.courier.survey()
        await scene.isCaughtUp()
        #expect(boss.count == 1 && eve.count == 0)
        await scene.end()
    }

    @Test func `what is said to wait is what does, as it comes and after a restart`() async throws {
        let scene = try await Scene(clock: HandClock())
        let quota: (inout NotifySettings) -> Void = { $0.accountBacklog = 1 << 40 }
        try await scene.begin(quota)
        let sink = Sink()
        sink.answers { _ in .busy }
        let filters: JSONValue = [["exact": ["type": "VM.STOP"]]]
        let id = try await scene.subscribe(sink, Scene.ann, ["filters": filters])
        var wanted: [CloudEvent] = []
        for _ in 0..<10 {
            wanted += try await scene.happen((0..<90).map { "vm-\($0)" }, Scene.ann, "VM.STOP")
            try await scene.happen((0..<40).map { "vm-\($0)" })
            try await scene.happen((0..<40).map { "vm-\($0)" }, Scene.bob, "VM.STOP")
        }
        let truth = wanted.reduce(0) { $0 + $1.canonicalBytes.count }
        func said() async throws -> Int {
            await scene.isCaughtUp()
            await scene.pass(.zero, until: { scene.isAtRest })
            async let other: Void = scene.desk.courier.survey()
            try await scene.desk.courier.survey()
            try await other
            let row = try await scene.ask(.get, "quotas")["quotas"]?.array?.first
            return Int(row?["backlogbytes"]?.integer ?? 0)
        }
        for round in 0..<4 {
            if round > 0 {
                await scene.end()
                try await scene.begin(quota)
            }
            let bytes = try await said()
            #expect((truth...(truth + truth / 32 + 1_000)).contains(bytes), "\(truth)")
        }
        // Another filter, another backlog.
        _ = try await scene.ask(
            .put, "subscriptions/{id}", id: id,
            body: ["filters": [["exact": ["type": "VM.REBOOT"]]]])
        #expect(try await said() < truth / 2)
        sink.takesAll()
        await scene.pass(.seconds(60), until: { scene.tally.delivered > 0 && scene.isAtRest })
        await scene.pass(.seconds(60), until: { scene.runs == 0 })
        #expect(try await said() == 0)
        await scene.end()
    }

    @Test func `a subscription that begins too far back is refused, and one without quota is not`()
        async throws
    {
        let scene = try await Scene()
        try await scene.happen((0..<500).map { "vm-\($0)" })
        try await scene.happen((0..<500).map { "vm-\($0)" }, Scene.root)
        try await scene.begin { $0.accountBacklog = 100_000 }
        let sink = Sink()
        let error = await #expect(throws: APIError.self) {
            try await scene.subscribe(sink, Scene.ann, ["start": "oldest"])
        }
        #expect(error?.code == 532)
        try await scene.subscribe(sink, Scene.ann)
        let mine = Sink()
        try await scene.subscribe(mine, Scene.root, ["start": "oldest"])
        await mine.hasTaken(500)
        await scene.end()
    }
}

extension Scene {
    func state(_ id: String, _ caller: Caller = Scene.ann) async throws -> String? {
        try await ask(.get, "subscriptions/{id}", caller, id: id)["state"]?.string
    }

    /// Returns when all events were looked at.
    func isCaughtUp() async {
        while let last = try? await ledger.lastSequence,
            desk.courier.board.withLock({ $0.dispatched }) < last
        {
            await Task.yield()
        }
    }

    /// Nothing is under way and no page is being read.
    var isAtRest: Bool {
        desk.courier.board.withLock { $0.share.taken == 0 && $0.reading == 0 }
    }

    var runs: Int { desk.courier.board.withLock { $0.runs.count } }

    var replays: Int {
        desk.courier.board.withLock { $0.runs.keys.count { !$0.replay.isEmpty } }
    }
}
