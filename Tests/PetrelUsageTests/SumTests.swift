internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Testing

@testable internal import PetrelUsage

@Suite struct SumTests {
    @Test(arguments: [3, 8, 21])
    func `what is added up slot by slot is what the intervals add up to`(seed: Int) async throws {
        let cloud = RandomCloud(seed: UInt64(seed))
        let stage = try PluginStage()
        try await stage.running(stage.host([UsagePlugin.self])) { host in
            try await RandomCloud.registerMeters(on: stage)
            for step in cloud.commits { _ = try await stage.ledger.commit(step) }
            await host.settled("usage", through: try await stage.ledger.lastSequence)
        }
        let window = UsageWindow(start: cloud.start, end: cloud.end)
        var account = UsageFilter()
        account.account = "account-2"
        for filter in [UsageFilter(), account] {
            let (summed, read) = try await stage.ledger.read { reader in
                let usage = UsageReader(reader: reader)
                var maker = RecordMaker([window], now: cloud.end)
                try usage.eachInterval(from: window.start, to: window.end, filter) { maker.add($0) }
                try usage.eachSample(from: window.start, to: window.end, filter) { maker.add($0) }
                return (
                    try usage.records([window], filter, now: cloud.end), maker.finished()
                )
            }
            #expect(!read.isEmpty)
            #expect(summed == read)
        }
        let rebuilt = try await UsageRebuild(
            StageStore(ledger: stage.ledger), through: try await stage.ledger.lastSequence,
            meters: RandomCloud.meters)
        let stored = try await stage.ledger.read { reader in
            try UsageReader(reader: reader).records([window], UsageFilter(), now: cloud.end)
        }
        #expect(rebuilt.records([window], UsageFilter(), now: cloud.end) == stored)
    }
}

/// A ledger as plug-ins see it.
private struct StageStore: LedgerReading {
    let ledger: SQLiteLedger

    func resource(kind: String, id: String) async throws -> Resource? {
        try await ledger.resource(kind: kind, id: id)
    }

    func resources(_ query: ResourceQuery) async throws -> Page<Resource> {
        try await ledger.resources(query)
    }

    func events(_ query: EventQuery) async throws -> Page<CloudEvent> {
        try await ledger.events(query)
    }

    func count(_ query: ResourceQuery) async throws -> Int { try await ledger.count(query) }
    func count(_ query: EventQuery) async throws -> Int { try await ledger.count(query) }
    var lastSequence: Int64 { get async throws { try await ledger.lastSequence } }
    var firstSequence: Int64 { get async throws { try await ledger.firstSequence } }
}
