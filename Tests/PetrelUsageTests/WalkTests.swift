internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Testing

@testable internal import PetrelUsage

/// Long lists: page by page, as one file, and as CloudStack's clients ask for them.
@Suite struct WalkTests {
    /// A cloud that is metered, and what answers about it.
    private func metered(
        _ seed: UInt64,
        _ body: @Sendable (RandomCloud, PluginStage, PluginHost) async throws -> Void
    ) async throws {
        let cloud = RandomCloud(seed: seed)
        let stage = try PluginStage()
        try await stage.running(stage.host([UsagePlugin.self])) { host in
            try await RandomCloud.registerMeters(on: stage)
            for step in cloud.commits { _ = try await stage.ledger.commit(step) }
            await host.settled("usage", through: try await stage.ledger.lastSequence)
            try await body(cloud, stage, host)
        }
    }

    private static func query(_ cloud: RandomCloud, by length: String) -> [String: String] {
        [
            "from": cloud.start.text(), "to": cloud.end.text(), "by": length,
            "timezone": cloud.timeZone,
        ]
    }

    @Test(arguments: ["hour", "day", "month", "total"])
    func `a file, pages of any length and what is read at once hold the same records`(
        length: String
    ) async throws {
        try await metered(5) { cloud, stage, host in
            let query = Self.query(cloud, by: length)
            let file = try await host.text("export", query)
            let lines = file.split(separator: "\n").map(String.init)
            for limit in [1, 7, 10_000] where limit > 1 || length == "total" {
                let pages = try await host.pages(query, limit: limit)
                #expect(pages.map(\.description) == lines, "pages of \(limit)")
            }
            let windows = try WindowCutter(timeZone: cloud.timeZone).windows(
                from: cloud.start, to: cloud.end, each: try #require(WindowLength(rawValue: length))
            )
            let atOnce = try await stage.ledger.read { reader in
                try UsageReader(reader: reader).records(windows, UsageFilter(), now: cloud.end)
            }
            #expect(atOnce.count > 50)
            #expect(lines.sorted() == atOnce.map { RecordExport.json($0).description }.sorted())
            let table = try await host.text(
                "export", query.merging(["format": "csv"]) { _, new in new })
            #expect(table.split(separator: "\r\n", omittingEmptySubsequences: false).count == 1)
            #expect(table.split(separator: "\n").count == lines.count + 1)
        }
    }

    @Test func `every narrowing finds what a look at all of them finds`() async throws {
        try await metered(9) { cloud, stage, host in
            let query = Self.query(cloud, by: "total")
            let all = try await host.pages(query, limit: 10_000)
            let chosen = try #require(all.first { $0["meter"] == "RUNNING_VM" }?["id"]?.string)
            let narrowings: [(String, String, (JSONValue) -> Bool)] = [
                ("account", "account-3", { $0["account"] == "account-3" }),
                ("project", "project-1", { $0["project"] == "project-1" }),
                ("resource", chosen, { $0["id"]?.string == chosen }),
                ("meter", "VOLUME", { $0["meter"] == "VOLUME" }),
            ]
            for (name, value, fits) in narrowings {
                let narrowed = try await host.pages(
                    query.merging([name: value]) { _, new in new }, limit: 3)
                #expect(!narrowed.isEmpty, "\(name)")
                #expect(narrowed == all.filter(fits), "\(name)")
            }
            let caller = Caller(
                user: "u", account: "a", username: "u", accountName: "a", domain: "d",
                domainPath: "/d1/", role: .domainAdmin)
            let ofDomain = try await host.pages(query, limit: 5, by: caller)
            let windows = [UsageWindow(start: cloud.start, end: cloud.end)]
            let beneath = try await stage.ledger.read { reader in
                try UsageReader(reader: reader).records(windows, UsageFilter(), now: cloud.end)
            }.filter { $0.terms.domainPath == "/d1/" }
            #expect(!beneath.isEmpty && beneath.count < all.count)
            #expect(
                ofDomain.map(\.description).sorted()
                    == beneath.map { RecordExport.json($0).description }.sorted())
        }
    }

    @Test func `pages of CloudStack's list are parts of the whole`() async throws {
        try await metered(8) { cloud, stage, _ in
            let period = ["startdate": cloud.start.text(.api), "enddate": cloud.end.text(.api)]
            let whole = try await stage.ask("listUsageRecords", period)
            let records = try #require(whole["usagerecord"]?.array)
            #expect(records.count > 60)
            var found: [JSONValue] = []
            for page in 1...(500 / 25) {
                let part = try await stage.ask(
                    "listUsageRecords", period, page: page, pageSize: 25)
                // A page behind the end is empty and has no count, as CloudStack's.
                guard let more = part["usagerecord"]?.array else { break }
                #expect(part["count"] == whole["count"])
                found += more
            }
            #expect(found == records)
            let beyond = try await stage.ask("listUsageRecords", period, page: .max)
            #expect(beyond["usagerecord"] == nil)
        }
    }

    @Test func `a place that is none is refused`() async throws {
        try await metered(1) { cloud, _, host in
            for place in ["", "7", "0.0.1", "1.-1.1", "a.b.c"] {
                await #expect(throws: APIError.self) {
                    _ = try await host.answer(
                        "records", Self.query(cloud, by: "day").merging(["after": place]) { $1 })
                }
            }
        }
    }

    @Test func `two corrections that begin at the same instant both count`() async throws {
        let stage = try PluginStage()
        try await stage.running(stage.host([UsagePlugin.self])) { host in
            _ = try await stage.ledger.commit(
                Commit(changes: [SampleMachine("vm-1").creation(time: Timestamp(seconds: 0))]))
            await host.settled("usage", through: try await stage.ledger.lastSequence)
            for (until, add) in [("01:00", "false"), ("02:00", "false"), ("00:30", "true")] {
                _ = try await stage.ask(
                    "correctUsage",
                    [
                        "usageid": "vm-1", "type": "2", "startdate": "1970-01-01T00:00:00Z",
                        "enddate": "1970-01-01T\(until):00Z", "add": add, "reason": "a test",
                    ])
                await host.settled("usage", through: try await stage.ledger.lastSequence)
            }
            let day = try await stage.ask(
                "listUsageRecords", ["startdate": "1970-01-01", "enddate": "1970-01-01"])
            let hours = day["usagerecord"]?.array?.compactMap { $0["rawusage"]?.string }
            #expect(hours == ["24", "-2.5"])
        }
    }
}

extension PluginHost {
    func answer(
        _ path: String, _ query: [String: String], by caller: Caller = PluginStage.admin
    ) async throws -> PluginRoute.Answer {
        let route = try #require(routes.first { $0.route.path == path }?.route)
        return try await route.run(.init(caller: caller, path: [:], query: query, body: nil))
    }

    /// All of a body that is sent while it is made.
    func text(_ path: String, _ query: [String: String]) async throws -> String {
        guard case .stream(let stream) = try await answer(path, query) else { return "" }
        var bytes: [UInt8] = []
        for try await piece in stream.pieces { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The records of all pages.
    func pages(
        _ query: [String: String], limit: Int, by caller: Caller = PluginStage.admin
    ) async throws -> [JSONValue] {
        var found: [JSONValue] = []
        var query = query.merging(["limit": "\(limit)"]) { $1 }
        while true {
            let page = try await answer("records", query, by: caller).json
            let records = try #require(page?["records"]?.array)
            #expect(records.count <= limit)
            found += records
            guard let next = page?["next"]?.string else { return found }
            #expect(records.count == limit)
            query["after"] = next
        }
    }
}
