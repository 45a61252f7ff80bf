internal import BenchReport
internal import Foundation
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting

/// One file that grows: what transitions and the newest page of events cost at each size.
struct Growth {
    let folder: URL
    let sizes: [Int]

    func run() async throws {
        let fleet = try await Fleet(
            file: folder.appending(path: "growth.db"), machines: 64, bus: EventBus())
        for size in sizes.sorted() {
            try await fill(fleet.ledger, to: size)
            let pace = try await Pace.of(64 * 100) { try await fleet.moveAll(rounds: 100) }
            report("\(size) events, transitions", pace.perSecond, "transitions/s")
            try await ask(size, fleet.ledger)
            report("\(size) events, resident memory", residentMebibytes(), "MiB")
        }
        await fleet.ledger.close()
    }

    private func fill(_ ledger: SQLiteLedger, to size: Int) async throws {
        let machines = (0..<1_000).map { SampleMachine("old-\($0)", account: "account-\($0)") }
        while try await ledger.lastSequence < Int64(size) {
            let missing = size - Int(try await ledger.lastSequence)
            let events = machines.prefix(missing).map { $0.action("VM.START") }
            _ = try await ledger.commit(Commit(events: Array(events)))
        }
    }

    private func ask(_ size: Int, _ ledger: SQLiteLedger) async throws {
        var times = Times()
        var query = EventQuery()
        query.account = "account-17"
        query.limit = 100
        for _ in 0..<9 {
            let began = ContinuousClock.now
            _ = try await ledger.events(query)
            times.add(ContinuousClock.now - began)
        }
        report(
            "\(size) events, an account's newest 100", times.percentile(0.5).microseconds / 1_000,
            "ms")
    }
}
