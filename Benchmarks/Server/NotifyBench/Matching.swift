internal import BenchReport
internal import CNotifyBench
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting

/// What very many subscriptions cost: memory, and processor time of an event that none of them asks for.
struct Matching {
    let count: Int
    private static let events = 50_000

    func run() async throws {
        let few = try await measure(1)
        let many = try await measure(count)
        let bytes = (many.mebibytes - few.mebibytes) * 1_048_576 / Double(count)
        report("memory for each of \(count) subscriptions", bytes, "bytes")
        report("an event among \(count) subscriptions", many.processor.microseconds, "us")
        report("an event with 1 subscription", few.processor.microseconds, "us")
        report(
            "finding who asks for it", (many.processor - few.processor).microseconds, "us/event")
    }

    private func measure(_ count: Int) async throws -> (mebibytes: Double, processor: Duration) {
        let fleet = try await Fleet(port: 9_000, accounts: max(1, count / 3))
        try await fill(fleet, count)
        petrel_give_back_memory()
        let before = residentMebibytes()
        let host = fleet.host()
        try await host.prepare()
        petrel_give_back_memory()
        let after = residentMebibytes()
        let work = Task { try await host.run() }
        let pace = try await Pace.of(Self.events) {
            var last: Int64 = 0
            for chunk in stride(from: 0, to: Self.events, by: 500) {
                let events = (chunk..<chunk + 500).map {
                    Fleet.event($0 * 7 % max(1, count / 3), 300)
                }
                last =
                    try await fleet.stage.ledger.commit(Commit(events: events)).events.last?
                    .sequence ?? 0
            }
            await host.settled("notify", through: last)
        }
        work.cancel()
        _ = await work.result
        return (after - before, pace.processor)
    }

    /// One that the plug-in made itself, and the rest as rows like it: accounts of three, each for one machine and for
    /// what failed there.
    private func fill(_ fleet: Fleet, _ count: Int) async throws {
        let host = fleet.host()
        try await host.prepare()
        let id = try await Fleet.subscribe(
            host, 0, "https://example.com/events",
            [
                "topics": [.string(Self.topic(0))],
                "filters": [["exact": ["outcome": "failed"]]],
            ])
        let ledger = fleet.stage.ledger
        let row = try await ledger.read { reader in
            try reader.rows("SELECT body FROM notify_subscriptions WHERE id = ?", [.text(id)])
        }
        guard case .text(let body)? = row.first?.first else { throw Fleet.NoRoute() }
        let (account, topic) = (Fleet.caller(0).account, Self.topic(0))
        for chunk in stride(from: 1, to: count, by: 1_000) {
            let numbers = chunk..<min(chunk + 1_000, count)
            _ = try await ledger.commit(
                Commit(rows: [
                    { rows in
                        for number in numbers {
                            let owner = Fleet.caller(number / 3)
                            let text = body.replacing(account, with: owner.account)
                                .replacing("tenant-0", with: owner.accountName)
                                .replacing(topic, with: Self.topic(number))
                            try rows.execute(
                                "INSERT INTO notify_subscriptions VALUES (?, ?, ?, ?, ?)",
                                [
                                    .text(EventID.next().description), .text(owner.account),
                                    .text("/"), .integer(Int64(number)), .text(text),
                                ])
                        }
                    }
                ]))
        }
    }

    private static func topic(_ number: Int) -> String {
        "*.ActionEvent.*.VirtualMachine.10000000-0000-4000-8000-\(100_000_000_000 + number)"
    }
}
