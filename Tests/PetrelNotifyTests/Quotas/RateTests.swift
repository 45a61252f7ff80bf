internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct RateTests {
    @Test func `a noisy account is paced, loses nothing, and another waits for nothing`()
        async throws
    {
        let (clock, noisy, quiet) = (HandClock(), Sink(), Sink())
        let scene = try await Scene(clock: clock)
        try await scene.begin { ($0.accountRate, $0.savedRate) = (50, .seconds(4)) }
        try await scene.subscribe(noisy, Scene.ann)
        try await scene.subscribe(quiet, Scene.bob)
        var all: [CloudEvent] = []
        for round in 0..<10 {
            all += try await scene.happen((0..<100).map { "vm-\(($0 + round) % 13)" })
            try await scene.happen((0..<20).map { "vm-\($0)" }, Scene.bob)
        }
        // The clock stands, so that all that waits for time would never come.
        await quiet.hasTaken(200)
        await noisy.hasTaken(200)
        await scene.isPaced()
        #expect(noisy.count == 200)
        for second in 1...16 {
            clock.advance(by: .seconds(1))
            await noisy.hasTaken(200 + 50 * second)
            if second < 16 { await scene.isPaced() }
            #expect(noisy.count == 200 + 50 * second)
        }
        for machine in 0..<13 {
            let came = noisy.came.filter { $0.event.resource?.id == "vm-\(machine)" }
            #expect(
                came.map(\.event.id)
                    == all.filter { $0.resource?.id == "vm-\(machine)" }.map(\.id))
        }
        #expect(Set(noisy.came.map(\.counter)) == Set(1...1_000))
        await scene.end()
    }

    @Test func `accounts of a domain and of its sub-domains share its rate, each its part`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.begin { ($0.domainRate, $0.savedRate) = (10, .seconds(1)) }
        let callers = [Scene.ann, Scene.bob, Scene.lea, Scene.eve]
        let sinks = callers.map { _ in Sink() }
        for (sink, caller) in zip(sinks, callers) { try await scene.subscribe(sink, caller) }
        for caller in callers { try await scene.happen((0..<50).map { "vm-\($0)" }, caller) }
        let acme = Array(sinks.dropLast())
        @Sendable func count() -> Int { acme.reduce(0) { $0 + $1.count } }
        for second in 0..<6 {
            await sinks[3].hasTaken(min(50, 10 * (second + 1)))
            while count() < 10 * (second + 1) { await Task.yield() }
            await scene.isPaced()
            #expect(count() == 10 * (second + 1))
            clock.advance(by: .seconds(1))
        }
        // Of sixty, nobody has much more than a third.
        await scene.pass(.zero, until: { acme.allSatisfy { $0.count >= 10 } })
        await scene.pass(.seconds(1), until: { count() == 150 })
        #expect(sinks[3].count == 50)
        await scene.end()
    }

    @Test func `administrators of the cloud have no rate`() async throws {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin { ($0.accountRate, $0.domainRate, $0.savedRate) = (1, 1, .zero) }
        let sink = Sink()
        try await scene.subscribe(sink, Scene.root)
        try await scene.happen((0..<500).map { "vm-\($0)" }, Scene.root)
        await sink.hasTaken(500)
        await scene.end()
    }

    @Test func `a server that begins anew goes on, and nothing is lost or out of order`()
        async throws
    {
        let (clock, sink) = (HandClock(), Sink())
        let scene = try await Scene(clock: clock)
        let slow: (inout NotifySettings) -> Void = {
            ($0.accountRate, $0.savedRate) = (10, .seconds(1))
        }
        try await scene.begin(slow)
        try await scene.subscribe(sink)
        let events = try await scene.happen((0..<400).map { "vm-\($0 % 7)" })
        for _ in 0..<5 {
            let before = sink.count
            await scene.pass(.seconds(1), until: { sink.count >= before + 20 })
            await scene.end()
            try await scene.begin(slow)
        }
        await scene.pass(.seconds(1), until: { Set(sink.taken.map(\.id)).count == 400 })
        for machine in 0..<7 {
            var seen: Set<String> = []
            let firsts = sink.taken.filter { $0.event.resource?.id == "vm-\(machine)" }
                .filter { seen.insert($0.id).inserted }
            #expect(
                firsts.map(\.event.id)
                    == events.filter { $0.resource?.id == "vm-\(machine)" }.map(\.id))
        }
        await scene.end()
    }

    @Test func `an account sees its rate and what is left of it, an administrator its domain's`()
        async throws
    {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin {
            ($0.accountRate, $0.domainRate, $0.savedRate) = (4, 6, .seconds(5))
        }
        let sink = Sink()
        try await scene.subscribe(sink, Scene.lea)
        try await scene.happen((0..<8).map { "vm-\($0)" }, Scene.lea)
        await sink.hasTaken(8)
        let own = try await scene.ask(.get, "quotas", Scene.lea)["quotas"]?.array
        #expect(own?.map { $0["id"] } == ["a-lea"])
        #expect(own?[0]["rate"] == 4 && own?[0]["ratespare"] == 12)
        #expect(own?[0]["subscriptions"] == 1 && own?[0]["mostsubscriptions"] == 100)
        let seen = try await scene.ask(.get, "quotas", Scene.boss)["quotas"]?.array
        #expect(seen?.map { $0["id"] } == ["a-boss", "a-lea", "/acme/", "/acme/lab/"])
        #expect(seen?[2]["rate"] == 6 && seen?[2]["ratespare"] == 22)
        let eve = try await scene.ask(.get, "quotas", Scene.eve)["quotas"]?.array
        #expect(eve?.map { $0["id"] } == ["/other/", "a-eve"] || eve?.count == 2)
        let root = try await scene.ask(.get, "quotas", Scene.root, query: ["id": "a-root"])
        #expect(root["quotas"]?.array?.first?["limited"] == false)
        let command = try #require(scene.plugin.commands.first { $0.name == "listNotifyQuotas" })
        let answer = try await command.run(
            APICall(command: command.name, caller: Scene.boss, parameters: [:]))
        #expect(DeclaredAnswer(answer, command.response).slips.isEmpty)
        let metric = scene.plugin.metrics.first { $0.name == "paced" }
        #expect(metric?.samples().map(\.value) == [0])
        await scene.end()
    }
}

extension Scene {
    /// Returns when nothing is under way and somebody waits for the rate.
    func isPaced() async {
        while desk.courier.board.withLock({ $0.share.taken > 0 || $0.pace?.waitingCount == 0 }) {
            await Task.yield()
        }
    }
}
