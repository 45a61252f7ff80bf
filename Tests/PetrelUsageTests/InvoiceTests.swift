internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Testing

@testable internal import PetrelUsage

@Suite struct InvoiceTests {
    private func stage(
        _ body: @Sendable (PluginStage, PluginHost) async throws -> Void
    ) async throws {
        let stage = try PluginStage()
        try await stage.running(stage.host([UsagePlugin.self])) { host in
            let done = try await stage.ask("setUsagePriceBook", ["content": MoneyTests.book])
            #expect(done["success"] == true)
            let machine = SampleMachine("vm-1")
            let steps = [
                machine.creation(time: Timestamp(seconds: 0)),
                machine.move(
                    from: "Stopped", on: "FollowAgentPowerOnReport", to: "Running", at: 1,
                    time: Timestamp(seconds: 3_600)),
                machine.move(
                    from: "Running", on: "FollowAgentPowerOffReport", to: "Stopped", at: 2,
                    time: Timestamp(seconds: 10_800)),
            ]
            for step in steps { _ = try await stage.ledger.commit(Commit(changes: [step])) }
            await host.settled("usage", through: try await stage.ledger.lastSequence)
            try await body(stage, host)
        }
    }

    private static let january = [
        "accountid": "account-1", "startdate": "1970-01-01", "enddate": "1970-01-31",
    ]

    @Test func `what becomes known later is a correcting line of the next invoice`() async throws {
        try await stage { stage, host in
            let first = try await stage.ask("createUsageInvoice", Self.january)
            #expect(first["invoice"]?["total"] == "0.09")
            let corrected = try await stage.ask(
                "correctUsage",
                [
                    "usageid": "vm-1", "type": "1", "startdate": "1970-01-01T02:00:00Z",
                    "enddate": "1970-01-01T03:00:00Z", "reason": "the host had failed",
                ])
            #expect(corrected["success"] == true)
            await host.settled("usage", through: try await stage.ledger.lastSequence)
            let again = try await stage.ask("createUsageInvoice", Self.january)
            #expect(again == first)
            let second = try await stage.ask(
                "createUsageInvoice",
                ["accountid": "account-1", "startdate": "1970-02-01", "enddate": "1970-02-28"])
            #expect(second["invoice"]?["total"] == "-0.045")
            #expect(second["invoice"]?["payable"] == "-0.04")
            let third = try await stage.ask(
                "createUsageInvoice",
                ["accountid": "account-1", "startdate": "1970-03-01", "enddate": "1970-03-31"])
            #expect(third["invoice"]?["total"] == "0")
            for (format, mark) in [
                ("json", "\"micros\":-45000"), ("csv", "RUNNING_VM"), ("html", "<table>"),
            ] {
                let file = try await stage.ask(
                    "getUsageInvoice", ["number": "2", "format": format])
                #expect(file["invoice"]?["text"]?.string?.contains(mark) == true, "\(format)")
            }
            let paid = ["id": "p-1", "accountid": "account-1", "amount": "1.00"]
            for _ in 0..<2 { _ = try await stage.ask("addUsageCredit", paid) }
            let balance = try await stage.ask("getUsageBalance", ["accountid": "account-1"])
            #expect(balance["balance"]?["amount"] == "0.955")
        }
    }

    @Test func `each threshold of a budget is told once a month`() async throws {
        try await stage { stage, _ in
            _ = try await stage.ask("setUsageBudget", ["accountid": "account-1", "amount": "0.10"])
            let plugin = try await UsagePlugin(
                PluginContext(
                    name: "usage", node: "n", settings: PluginSettings(place: "plugins.usage"),
                    logger: Logger(label: "usage"), bus: stage.bus, ledger: stage.ledger
                ) { _ in })
            let seconds: [Int64] = [5_400, 8_400, 10_800, 10_800]
            for second in seconds {
                try await plugin.checkBudgets(at: Timestamp(seconds: second))
            }
            try await plugin.checkBudgets(at: Timestamp(seconds: 10_800))
            var query = EventQuery()
            query.types = ["USAGE.BUDGET"]
            query.ascending = true
            let told = try await stage.ledger.events(query).elements.map {
                $0.attributes["threshold"]
            }
            #expect(told == [50, 80])
        }
    }

    @Test func `each threshold of a credit is told once, and anew after a payment`() async throws {
        try await stage { stage, _ in
            func paid(_ amount: String) async throws {
                _ = try await stage.ask(
                    "addUsageCredit", ["id": amount, "accountid": "account-1", "amount": amount])
            }
            let plugin = try await UsagePlugin(
                PluginContext(
                    name: "usage", node: "n", settings: PluginSettings(place: "plugins.usage"),
                    logger: Logger(label: "usage"), bus: stage.bus, ledger: stage.ledger
                ) { _ in })
            try await plugin.checkCredits(at: Timestamp(seconds: 10_800))
            try await paid("0.10")
            // An hour at 0.045 is used after an hour and a half, two after three.
            for second: Int64 in [3_600, 9_000, 10_800, 10_800] {
                try await plugin.checkCredits(at: Timestamp(seconds: second))
            }
            try await paid("0.05")
            try await plugin.checkCredits(at: Timestamp(seconds: 10_800))
            // What is on an invoice counts as what is not yet.
            _ = try await stage.ask("createUsageInvoice", Self.january)
            try await plugin.checkCredits(at: Timestamp(seconds: 10_800))
            var query = EventQuery()
            query.types = ["USAGE.CREDIT"]
            query.ascending = true
            let told = try await stage.ledger.events(query).elements.map {
                [$0.attributes["threshold"], $0.attributes["credit"], $0.attributes["left"]]
            }
            #expect(
                told == [
                    [50, "0.1", "0.0325"], [80, "0.1", "0.01"], [50, "0.15", "0.06"],
                ])
            let balance = try await stage.ask("getUsageBalance", ["accountid": "account-1"])
            #expect(balance["balance"]?["available"] == "0.06")
            #expect(balance["balance"]?["billed"] == "0.09")
            #expect(balance["balance"]?["unbilled"] == "0")
        }
    }

    @Test func `a line is explained by its intervals, events and price rows`() async throws {
        try await stage { stage, _ in
            let answer = try await stage.ask(
                "explainUsage",
                [
                    "usageid": "vm-1", "startdate": "1970-01-01", "enddate": "1970-01-01",
                    "type": "1", "book": "standard",
                ])
            let lines = try #require(answer["explanation"]?.array)
            #expect(lines.map { $0["what"] } == ["interval", "event", "event", "price"])
            #expect(lines.last?["detail"] == "2 Hrs by row run: 0.09")
        }
    }

    @Test func `recomputing gives the same bytes, and notices an edited row`() async throws {
        try await stage { stage, _ in
            let period = ["startdate": "1970-01-01", "enddate": "1970-01-31", "book": "standard"]
            let before = try await stage.ask("recomputeUsage", period)
            #expect(before["recomputation"]?["same"] == true)
            #expect(before["recomputation"]?["total"] == "0.09")
            _ = try await stage.ledger.commit(
                Commit(rows: [
                    {
                        try $0.execute(
                            "UPDATE usage_intervals SET ended = ended - 1000000000000 WHERE meter = ?",
                            [.text("RUNNING_VM")])
                    }
                ]))
            let after = try await stage.ask("recomputeUsage", period)
            #expect(after["recomputation"]?["same"] == false)
            #expect(after["recomputation"]?["difference"]?.string?.contains("vm-1") == true)
        }
    }

    @Test func `reconciling finds what does not agree, and tells it`() async throws {
        try await stage { stage, host in
            let quiet = try await stage.ask("reconcileUsage")
            #expect(quiet["drift"] == nil)
            _ = try await stage.ledger.commit(
                Commit(rows: [
                    {
                        try $0.execute(
                            "UPDATE usage_intervals SET ended = NULL WHERE meter = ?",
                            [.text("RUNNING_VM")])
                    }
                ]))
            let found = try await stage.ask("reconcileUsage")
            #expect(found["drift"]?.array?.first?["drift"] == "open, though it is Stopped")
            var query = EventQuery()
            query.types = ["USAGE.DRIFT"]
            #expect(try await stage.ledger.events(query).elements.count == 1)
        }
    }

    @Test func `events from outside count once, however often they are sent`() async throws {
        try await stage { stage, host in
            let registered = try await stage.ask(
                "registerUsageMeter", ["name": "MAILS", "kind": "counter", "unit": "mails"])
            #expect(registered["success"] == true)
            let route = try #require(host.routes.first { $0.route.path == "ingest" }?.route)
            let event: JSONValue = [
                "id": "e-1", "source": "mail", "type": "MAILS", "subject": "VirtualMachine/vm-1",
                "time": "1970-01-02T00:00:00Z", "data": ["value": 7],
            ]
            for (round, wanted) in [(0, 1), (1, 0)] {
                let answer = try await route.run(
                    .init(caller: PluginStage.admin, path: [:], query: [:], body: [event, event]))
                #expect(answer.json?["accepted"] == .integer(Int64(wanted)), "\(round)")
            }
            await host.settled("usage", through: try await stage.ledger.lastSequence)
            let records = try #require(host.routes.first { $0.route.path == "records" }?.route)
            let answer = try await records.run(
                .init(
                    caller: PluginStage.admin, path: [:],
                    query: [
                        "from": "1970-01-01", "to": "1970-02-01", "by": "total", "meter": "MAILS",
                    ],
                    body: nil))
            #expect(answer.json?["records"]?.array?.first?["amount"] == 7)
            // Many tell the same at once, each with something of its own.
            let accepted = try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let body = ["same", "own-\(number)"].map { id in
                            JSONValue.object(
                                (event.object ?? [:]).merging(["id": .string(id)]) { $1 })
                        }
                        let answer = try await route.run(
                            .init(
                                caller: PluginStage.admin, path: [:], query: [:],
                                body: .array(body)))
                        return answer.json?["accepted"]?.integer ?? 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(accepted == 21)
            await #expect(throws: APIError.self) {
                try await route.run(
                    .init(
                        caller: PluginStage.admin, path: [:], query: [:],
                        body: ["id": "e-2", "source": "mail", "type": "NOBODY"]))
            }
        }
    }
}
