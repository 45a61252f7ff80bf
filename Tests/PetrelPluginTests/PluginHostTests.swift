internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import Synchronization
internal import Testing

@Suite struct PluginHostTests {
    @Test func `every event is counted once, over three servers in a row`() async throws {
        let stage = try PluginStage()
        var last: Int64 = 0
        for round in 0..<3 {
            let settings = PluginSettings(place: "plugins.tally", values: ["batch": 7])
            let host = stage.host([Tally.self], settings: ["tally": settings])
            last = try await stage.running(host) { host in
                let last = try await stage.happen((round * 100 + 1)...(round * 100 + 100))
                await host.settled("tally", through: last)
                return last
            }
        }
        let rows = try await stage.ledger.read {
            try $0.rows("SELECT sequence FROM tally_seen ORDER BY sequence", [])
        }
        #expect(rows == (1...last).map { [.integer($0)] })
    }

    @Test func `one that fails is started again, and says so in an alert`() async throws {
        let stage = try PluginStage()
        Stumbling.lives.withLock { $0 = 0 }
        let clock = HastyClock()
        let host = stage.host([Stumbling.self], clock: clock)
        try await stage.running(host) { host in
            await host.settled("stumbling", through: try await stage.happen(1...10))
        }
        let report = try #require(await host.reports().first)
        #expect(report.restarts == 3)
        #expect(report.lastFailure?.contains("stumbled") == true)
        #expect(clock.slept.prefix(3) == [.seconds(1), .seconds(2), .seconds(4)])
        var query = EventQuery()
        query.categories = [.alert]
        let alerts = try await stage.ledger.events(query).elements
        #expect(alerts.count == 1)
        #expect(alerts.first?.attributes["plugin"] == "stumbling")
    }

    @Test func `wrong settings are told all at once, and nothing starts`() async throws {
        let stage = try PluginStage()
        let settings = PluginSettings(
            place: "plugins.tally", values: ["batch": "many", "bach": 1])
        let host = stage.host([Tally.self], settings: ["tally": settings])
        let error = try #require(
            await #expect(throws: PluginSettingsError.self) { try await host.prepare() })
        #expect(error.mistakes.map(\.key) == ["plugins.tally.batch", "plugins.tally.bach"])
        #expect(error.mistakes.last?.expected.contains("did you mean batch?") == true)
    }

    @Test func `one that cannot be made keeps no server from starting, and is tried again`()
        async throws
    {
        let stage = try PluginStage()
        Unmakeable.lives.withLock { $0 = 0 }
        let host = stage.host([Unmakeable.self, Tally.self], clock: HastyClock())
        try await stage.running(host) { host in
            let last = try await stage.happen(1...10)
            await host.settled("tally", through: last)
            await host.settled("unmakeable", through: last)
            #expect(host.isMade("unmakeable"))
        }
        #expect(await host.reports().first?.lastFailure?.contains("not yet") == true)
    }

    @Test func `wrong new settings are told, and the old ones stay in force`() async throws {
        let stage = try PluginStage()
        try await stage.running(stage.host([Idle.self, Tally.self])) { host in
            await host.settled("tally", through: try await stage.happen(1...5))
            let error = await #expect(throws: PluginSettingsError.self) {
                try await host.reload([
                    "tally": PluginSettings(place: "plugins.tally", values: ["batch": 0]),
                    "idle": PluginSettings(place: "plugins.idle", values: ["more": 1]),
                ])
            }
            #expect(error?.mistakes.map(\.key) == ["plugins.idle.more", "plugins.tally.batch"])
            await host.settled("tally", through: try await stage.happen(6...9))
            #expect(await host.reports().last?.state == .running)
        }
    }

    @Test func `commands come with the plug-in and go with it`() async throws {
        let stage = try PluginStage()
        try await stage.running(stage.host([Tally.self])) { host in
            let command = try #require(stage.registry.command("getTally"))
            #expect(command.roles == .admin)
            #expect(stage.registry.command("listPlugins") != nil)
        }
        #expect(stage.registry.all.isEmpty)
    }

    @Test func `new settings that a plug-in cannot take while it runs start it anew`() async throws
    {
        let stage = try PluginStage()
        try await stage.running(stage.host([Tally.self])) { host in
            await host.settled("tally", through: try await stage.happen(1...5))
            let settings = PluginSettings(place: "plugins.tally", values: ["batch": 1])
            try await host.reload(["tally": settings])
            await host.settled("tally", through: try await stage.happen(6...9))
            #expect(await host.reports().first?.restarts == 0)
        }
    }
}

/// Fails three times, then works.
private struct Stumbling: Plugin {
    struct Failure: Error, CustomStringConvertible {
        let description = "stumbled"
    }

    static let lives = Mutex(0)
    static let name = "stumbling"
    static let summary = "Fails three times."
    let context: PluginContext

    init(_ context: PluginContext) throws {
        try context.settings.read { _ in }
        self.context = context
    }

    func run() async throws {
        let life = Self.lives.withLock { lives in
            lives += 1
            return lives
        }
        guard life > 3 else { throw Failure() }
        for try await batch in try await context.durable(from: .oldest) {
            try await batch.acknowledge()
        }
    }
}

/// Does nothing, and knows no settings.
private struct Idle: Plugin {
    static let name = "idle"
    static let summary = "Does nothing."

    init(_ context: PluginContext) throws { try context.settings.read { _ in } }

    func run() async throws { try await Task.sleep(for: .seconds(Int64.max / 4)) }
}

/// Can only be made the third time.
private struct Unmakeable: Plugin {
    struct Failure: Error, CustomStringConvertible {
        let description = "not yet"
    }

    static let lives = Mutex(0)
    static let name = "unmakeable"
    static let summary = "Cannot be made at once."
    let context: PluginContext

    init(_ context: PluginContext) throws {
        let life = Self.lives.withLock { lives in
            lives += 1
            return lives
        }
        guard life > 2 else { throw Failure() }
        self.context = context
    }

    func run() async throws {
        for try await batch in try await context.durable(from: .oldest) {
            try await batch.acknowledge()
        }
    }
}

/// Does not wait, and remembers how long it should have.
private final class HastyClock: Clock {
    typealias Instant = ContinuousClock.Instant
    private let sleeps = Mutex<[Duration]>([])

    var slept: [Duration] { sleeps.withLock { $0 } }
    var now: Instant { .now }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let length = ContinuousClock.now.duration(to: deadline)
        sleeps.withLock { $0.append(.seconds((length / .seconds(1)).rounded())) }
        try Task.checkCancellation()
    }
}
