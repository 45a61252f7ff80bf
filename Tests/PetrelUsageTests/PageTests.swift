internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import PetrelTesting
internal import Testing

@testable internal import PetrelUsage

/// Pages of `listUsageRecords`: parts of one list, whoever asks for them when.
@Suite struct PageTests {
    private static func period(_ cloud: RandomCloud) -> [String: String] {
        ["startdate": cloud.start.text(.api), "enddate": cloud.end.text(.api)]
    }

    private static let callers = [
        PluginStage.admin, caller("d1"), caller("d0"),
        caller("d0", user: "user-3"),
    ]

    private static func caller(_ domain: String, user: String = "user-2") -> Caller {
        Caller(
            user: user, account: "a", username: "u", accountName: "a", domain: domain,
            domainPath: "/\(domain)/", role: .domainAdmin)
    }

    @Test(arguments: [(2, "day"), (7, "hour"), (12, "month"), (11, "total")])
    func `pages of any length in any order are the whole list, for everybody`(
        seed: Int, aggregation: String
    ) async throws {
        let cloud = RandomCloud(seed: UInt64(seed))
        try await cloud.metered(.max, aggregation: aggregation) { stage, _ in
            var random = SeededRandom(seed: UInt64(seed))
            for more in [[:], ["type": "1"], ["keyword": "name-1"]] {
                let asked = Self.period(cloud).merging(more) { $1 }
                for caller in Self.callers {
                    let whole = try await stage.ask(
                        "listUsageRecords", asked, by: caller, pageSize: 100_000)
                    let records = whole["usagerecord"]?.array ?? []
                    #expect(whole["count"]?.integer ?? 0 == Int64(records.count))
                    #expect(Set(records.map(\.description)).count == records.count)
                    let size = Int.random(in: 1...max(1, records.count / 3), using: &random)
                    var pages: [Int: [JSONValue]] = [:]
                    let numbers = (1...(records.count / size + 1)).shuffled(using: &random)
                    for page in numbers.prefix(30) {
                        let part = try await stage.ask(
                            "listUsageRecords", asked, by: caller, page: page, pageSize: size)
                        pages[page] = part["usagerecord"]?.array ?? []
                    }
                    for (page, part) in pages {
                        #expect(part == Array(records.dropFirst((page - 1) * size).prefix(size)))
                    }
                }
            }
        }
    }

    @Test(arguments: [1, 6, 9, 14])
    func `events between pages change nothing of a list that is begun`(seed: Int) async throws {
        let cloud = RandomCloud(seed: UInt64(seed))
        let half = cloud.commits.count / 2
        try await cloud.metered(half) { stage, host in
            var random = SeededRandom(seed: UInt64(seed))
            let period = Self.period(cloud)
            let whole = try await stage.ask("listUsageRecords", period, pageSize: 100_000)
            let records = try #require(whole["usagerecord"]?.array)
            let size = 1 + records.count / 20
            var pages: [Int: [JSONValue]] = [:]
            var rest = cloud.commits.dropFirst(half)
            for page in (2...21).shuffled(using: &random) {
                for _ in 0..<6 {
                    guard let step = rest.popFirst() else { break }
                    _ = try await stage.ledger.commit(step)
                    await host.settled("usage", through: try await stage.ledger.lastSequence)
                }
                let part = try await stage.ask(
                    "listUsageRecords", period, page: page, pageSize: size)
                if part["usagerecord"] != nil { #expect(part["count"] == whole["count"]) }
                pages[page] = part["usagerecord"]?.array ?? []
            }
            let leafed = (2...21).flatMap { pages[$0] ?? [] }
            #expect(leafed == Array(records.dropFirst(size)))
            // The first page is what is known now, and further ones go on with that.
            let anew = try await stage.ask("listUsageRecords", period, pageSize: 100_000)
            #expect(anew["usagerecord"]?.array != records)
            let windows = try WindowCutter(timeZone: "UTC").windows(
                from: cloud.start.wholeSecond, to: cloud.end.wholeSecond.advanced(by: .seconds(1)),
                each: .day)
            let now = try await stage.ledger.read { reader in
                try UsageReader(reader: reader).records(windows, UsageFilter(), now: .now)
            }.filter { $0.type != nil }
            #expect(anew["count"]?.integer == Int64(now.count))
        }
    }

    @Test func `a time that is over is counted once, until something of it is told late`()
        async throws
    {
        let stage = try PluginStage()
        try await stage.running(stage.host([UsagePlugin.self])) { host in
            func happens(_ machines: ClosedRange<Int>, _ time: Timestamp) async throws {
                let changes = machines.map { SampleMachine("vm-\($0)").creation(time: time) }
                _ = try await stage.ledger.commit(Commit(changes: changes))
                await host.settled("usage", through: try await stage.ledger.lastSequence)
            }
            func count() async throws -> JSONValue? {
                let day = ["startdate": "1970-01-01", "enddate": "1970-01-01"]
                return try await stage.ask("listUsageRecords", day)["count"]
            }
            try await happens(1...4, Timestamp(seconds: 7))
            #expect(try await count() == 4)
            // Only somebody who counts again notices that rows are gone.
            _ = try await stage.ledger.commit(
                Commit(rows: [
                    {
                        try $0.execute(
                            "DELETE FROM usage_intervals WHERE resource < ?", [.integer(3)])
                    }
                ]))
            #expect(try await count() == 4)
            try await happens(5...6, .now)
            #expect(try await count() == 4)
            try await happens(7...7, Timestamp(seconds: 9))
            #expect(try await count() == 3)
        }
    }

}

extension Timestamp {
    /// As CloudStack's dates tell it.
    fileprivate var wholeSecond: Timestamp { Timestamp(seconds: wholeSeconds) }
}

extension RandomCloud {
    /// A stage on which everything of it up to a number of its commits is metered.
    func metered(
        _ count: Int, aggregation: String = "day",
        _ body: @Sendable (PluginStage, PluginHost) async throws -> Void
    ) async throws {
        let stage = try PluginStage()
        let settings = PluginSettings(
            place: "plugins.usage", values: ["aggregation": .string(aggregation)])
        try await stage.running(stage.host([UsagePlugin.self], settings: ["usage": settings])) {
            try await Self.registerMeters(on: stage)
            for step in commits.prefix(count) { _ = try await stage.ledger.commit(step) }
            await $0.settled("usage", through: try await stage.ledger.lastSequence)
            try await body(stage, $0)
        }
    }
}
