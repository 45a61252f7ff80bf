internal import BenchReport
internal import Foundation
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelServerTesting

/// A cloud with very many resources: what it keeps in memory, how soon it opens, how long its lists take.
struct Resources {
    let folder: URL
    let count: Int

    func run() async throws {
        let path = folder.appending(path: "resources.db").path
        let filling = try SQLiteLedger(path: path)
        for batch in stride(from: 0, to: count, by: 1_000) {
            let changes = (batch..<min(batch + 1_000, count)).map { machine($0).creation() }
            _ = try await filling.commit(Commit(changes: changes))
        }
        await filling.close()

        let began = ContinuousClock.now
        let ledger = try SQLiteLedger(path: path)
        let cloud = try await Cloud.open(ledger: ledger, bus: EventBus(), agent: SimulatorAgent())
        report("\(count) resources, opening", (ContinuousClock.now - began).seconds * 1_000, "ms")
        var query = ResourceQuery(kind: VirtualMachine.kind)
        try await ask("a page of all", query, cloud)
        query.account = "account-17"
        try await ask("a page of an account", query, cloud)
        report("\(count) resources, resident memory", residentMebibytes(), "MiB")
        await ledger.close()
    }

    private func machine(_ number: Int) -> SampleMachine {
        SampleMachine("vm-\(number)", account: "account-\(number % 1_000)")
    }

    private func ask(_ name: String, _ query: ResourceQuery, _ cloud: Cloud) async throws {
        var times = Times()
        for _ in 0..<9 {
            let began = ContinuousClock.now
            _ = try await cloud.ledger.resources(query)
            times.add(ContinuousClock.now - began)
        }
        report(
            "\(count) resources, \(name)", times.percentile(0.5).microseconds / 1_000, "ms")
    }
}
