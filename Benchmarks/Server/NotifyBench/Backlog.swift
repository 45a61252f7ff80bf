internal import BenchReport
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting

/// A long backlog to one receiver: how fast it goes, and what it does to memory.
struct Backlog {
    let count: Int

    func run() async throws {
        OpenFiles.raise()
        let sink = try await SinkProcess()
        let fleet = try await Fleet(port: sink.port, accounts: 1)
        let ledger = fleet.stage.ledger
        for chunk in stride(from: 0, to: count, by: 1_000) {
            let events = (chunk..<min(chunk + 1_000, count)).map { Fleet.event(0, $0) }
            _ = try await ledger.commit(Commit(events: events))
        }
        let host = fleet.host()
        try await host.prepare()
        let work = Task { try await host.run() }
        let pace = try await Pace.of(count) {
            try await Fleet.subscribe(host, 0, sink.address(0), ["start": "oldest"])
            try await sink.hasTaken(count / 10)
            report("memory after a tenth of a backlog", residentMebibytes(), "MiB")
            try await sink.hasTaken(count)
        }
        report("memory after all of the backlog", residentMebibytes(), "MiB")
        report("a backlog of \(count) to one receiver", pace.perSecond, "deliveries/s")
        work.cancel()
        _ = await work.result
    }
}
