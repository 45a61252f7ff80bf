internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Testing

@testable internal import PetrelUsage

@Suite struct PluginTests {
    @Test(arguments: PluginExam.questions)
    func `usage keeps every promise of a plug-in`(question: PluginExam.Question) async throws {
        try await question.ask(UsagePlugin.self, PluginSettings(place: "plugins.usage"))
    }

    @Test func `a time zone that is none is refused`() async throws {
        let stage = try PluginStage()
        let settings = PluginSettings(
            place: "plugins.usage", values: ["timezone": "Mars/Olympus"])
        await #expect(throws: PluginSettingsError.self) {
            try await stage.host([UsagePlugin.self], settings: ["usage": settings]).prepare()
        }
    }

    @Test func `servers that come and go leave the same rows as one that stays`() async throws {
        var rows: [[[LedgerValue]]] = []
        for rounds in [1, 7] {
            let stage = try PluginStage()
            for round in 0..<rounds {
                let host = stage.host(
                    [UsagePlugin.self],
                    settings: [
                        "usage": PluginSettings(
                            place: "plugins.usage", values: ["batch": .integer(Int64(3 + round))])
                    ])
                try await stage.running(host) { host in
                    for number in 0..<60 where number % rounds == round {
                        try await Self.life(of: number, on: stage.ledger)
                    }
                    let last = try await stage.ledger.lastSequence
                    // The last round lets it finish; those before are ended where they stand.
                    if round == rounds - 1 { await host.settled("usage", through: last) }
                }
            }
            rows.append(
                try await stage.ledger.read { reader in
                    try reader.rows(
                        """
                        SELECT r.id, x.meter, x.began, x.ended, x.weight, t.content
                        FROM usage_intervals x JOIN usage_resources r ON r.number = x.resource
                        JOIN usage_terms t ON t.number = x.terms
                        ORDER BY r.id, x.meter, x.began
                        """, [])
                })
        }
        #expect(rows[0].count == 60 * 3)
        #expect(rows[0] == rows[1])
    }

    private static func life(of number: Int, on ledger: SQLiteLedger) async throws {
        let machine = SampleMachine("vm-\(number)", account: "account-\(number % 3)")
        let start = Int64(1_000 * number)
        let steps: [Change] = [
            machine.creation(time: Timestamp(seconds: start)),
            machine.move(
                from: "Stopped", on: "FollowAgentPowerOnReport", to: "Running", at: 1,
                time: Timestamp(seconds: start + 10)),
            machine.move(
                from: "Running", on: "FollowAgentPowerOffReport", to: "Stopped", at: 2,
                time: Timestamp(seconds: start + 30)),
            machine.move(
                from: "Stopped", on: "FollowAgentPowerOnReport", to: "Running", at: 3,
                time: Timestamp(seconds: start + 50)),
        ]
        for step in steps { _ = try await ledger.commit(Commit(changes: [step])) }
    }

    @Test func `usage types are CloudStack's`() async throws {
        let stage = try PluginStage()
        try await stage.host([UsagePlugin.self]).prepare()
        let answer = try await stage.ask("listUsageTypes")
        #expect(answer["count"] == 25)
        #expect(answer["usagetype"]?.array?.first?["name"] == "RUNNING_VM")
    }

    @Test func `records have CloudStack's members and types`() async throws {
        let stage = try PluginStage()
        try await stage.running(stage.host([UsagePlugin.self])) { host in
            try await Self.life(of: 1, on: stage.ledger)
            await host.settled("usage", through: try await stage.ledger.lastSequence)
            let answer = try await stage.ask(
                "listUsageRecords",
                ["startdate": "1970-01-01", "enddate": "1970-01-01", "type": "1"])
            let records = try #require(answer["usagerecord"]?.array)
            #expect(records.count == 1)
            // 20 s and then until midnight: 86,400 - 1,050 s.
            #expect(records[0]["rawusage"] == "23.713889")
            #expect(records[0]["usage"] == "23.713889 Hrs")
            #expect(records[0]["usagetype"] == 1)
            #expect(records[0]["usageid"] == "vm-1")
            #expect(records[0]["virtualmachineid"] == "vm-1")
            #expect(records[0]["accountid"] == "account-1")
            #expect(records[0]["domainpath"] == "ROOT/acme")
            #expect(records[0]["startdate"] == "1970-01-01T00:00:00+0000")
            #expect(records[0]["enddate"] == "1970-01-01T23:59:59+0000")
        }
    }

    @Test func `an administrator of a domain sees what is beneath it, and nothing else`()
        async throws
    {
        let stage = try PluginStage()
        try await stage.running(stage.host([UsagePlugin.self])) { host in
            for path in ["/acme/", "/acme/lab/", "/acme-two/", "/"] {
                let machine = SampleMachine("vm\(path)", domainPath: path)
                _ = try await stage.ledger.commit(
                    Commit(changes: [machine.creation(time: Timestamp(seconds: 1))]))
            }
            await host.settled("usage", through: try await stage.ledger.lastSequence)
            let caller = Caller(
                user: "u", account: "a", username: "u", accountName: "a", domain: "d",
                domainPath: "/acme/", role: .domainAdmin)
            let answer = try await stage.ask(
                "listUsageRecords", ["startdate": "1970-01-01", "enddate": "1970-01-01"], by: caller
            )
            let seen = answer["usagerecord"]?.array?.compactMap { $0["usageid"]?.string }
            #expect(seen == ["vm/acme/", "vm/acme/lab/"])
        }
    }
}

extension PluginStage {
    static let admin = Caller(
        user: "user-1", account: "account-1", username: "admin", accountName: "admin",
        domain: "domain-1", domainPath: "/", role: .admin)

    /// Calls a command of a plug-in, and gives what stands in the envelope.
    func ask(
        _ name: String, _ parameters: [String: String] = [:], by caller: Caller = PluginStage.admin,
        page: Int = 1, pageSize: Int = APICall.defaultPageSize
    ) async throws -> JSONValue {
        let command = try #require(registry.command(name))
        let answer = try await command.run(
            APICall(
                command: name, caller: caller, parameters: parameters, page: page,
                pageSize: pageSize))
        let declared = DeclaredAnswer(answer, command.response)
        #expect(declared.slips.isEmpty)
        return .object(
            Dictionary(declared.members.map { ($0.name, $0.value) }) { first, _ in first })
    }
}
