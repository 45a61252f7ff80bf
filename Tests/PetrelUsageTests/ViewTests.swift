internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import PetrelTesting
internal import Testing

@testable internal import PetrelUsage

/// Usage as it was known at an event, and how many records it comes to.
@Suite struct ViewTests {
    @Test(arguments: [3, 8, 13])
    func `what was known at an event can be read after later ones`(seed: Int) async throws {
        let cloud = RandomCloud(seed: UInt64(seed))
        let windows = try WindowCutter(timeZone: cloud.timeZone).windows(
            from: cloud.start, to: cloud.end, each: .day)
        try await cloud.metered(0) { stage, host in
            var known: [(view: UsageView, records: [UsageRecord])] = []
            // One event after the other, so that what had no length was often read before it ended.
            for step in cloud.commits {
                _ = try await stage.ledger.commit(step)
                await host.settled("usage", through: try await stage.ledger.lastSequence)
                known.append(
                    try await stage.ledger.read { reader in
                        let view = try UsageView(reader, now: cloud.end)
                        return (view, try Self.records(reader, windows, view))
                    })
            }
            #expect(known.count > 200)
            for (view, records) in known {
                let (now, count) = try await stage.ledger.read { reader in
                    (
                        try Self.records(reader, windows, view),
                        try Self.counts(reader, windows, UsageFilter(), view).values.reduce(0, +)
                    )
                }
                #expect(now == records)
                #expect(count == records.count { $0.type != nil })
            }
        }
    }

    @Test func `what had no length in the end is on pages of a list that began before`()
        async throws
    {
        let windows = [UsageWindow(start: Timestamp(seconds: 0), end: Timestamp(seconds: 100))]
        let machine = SampleMachine("vm-1")
        func moves(_ run: Bool, _ version: Int64, at second: Int64) -> Change {
            machine.move(
                from: run ? "Stopped" : "Running",
                on: run ? "FollowAgentPowerOnReport" : "FollowAgentPowerOffReport",
                to: run ? "Running" : "Stopped", at: version, time: Timestamp(seconds: second))
        }
        // A clock was set back: it stops and starts, and starts again, at the instant at which it started first.
        let changes = [
            machine.creation(time: Timestamp(seconds: 0)), moves(true, 1, at: 10),
            moves(false, 2, at: 5), moves(true, 3, at: 7), moves(false, 4, at: 9),
            moves(true, 5, at: 10), moves(false, 6, at: 20),
        ]
        let stage = try PluginStage()
        try await stage.running(stage.host([UsagePlugin.self])) { host in
            var known: [(view: UsageView, running: [Int64])] = []
            func running(_ view: UsageView?) async throws -> (UsageView, [Int64]) {
                try await stage.ledger.read { reader in
                    let view = try view ?? UsageView(reader, now: Timestamp(seconds: 100))
                    let records = try Self.records(reader, windows, view)
                    return (view, records.filter { $0.meter == .runningVM }.map(\.nanoseconds))
                }
            }
            for change in changes {
                _ = try await stage.ledger.commit(Commit(changes: [change]))
                await host.settled("usage", through: try await stage.ledger.lastSequence)
                known.append(try await running(nil))
            }
            let all: Int64 = 90_000_000_000
            #expect(known.map(\.running) == [[], [all], [], [all], [], [all], [all / 9]])
            for (view, seen) in known { #expect(try await running(view).1 == seen) }
        }
    }

    private static func records(
        _ reader: any LedgerReader, _ windows: [UsageWindow], _ view: UsageView
    ) throws -> [UsageRecord] {
        try UsageReader(reader: reader, through: view.through)
            .records(windows, UsageFilter(), now: view.now)
    }

    private static func counts(
        _ reader: any LedgerReader, _ windows: [UsageWindow], _ filter: UsageFilter,
        _ view: UsageView
    ) throws -> [Int64: Int] {
        var counts: [Int64: Int] = [:]
        var after: Int64 = 0
        while let stretch = try filter.stretch(after: after, through: .max, 7, reader) {
            try UsageReader(reader: reader, through: view.through).count(
                of: stretch, windows, filter, now: view.now
            ) { count, resource in counts[resource, default: 0] += count }
            after = stretch.through
        }
        return counts
    }

    @Test(arguments: [5, 18, 20, 25])
    func `counting gives as many as there are, for each resource`(seed: Int) async throws {
        let cloud = RandomCloud(seed: UInt64(seed))
        try await cloud.metered(.max) { stage, _ in
            var random = SeededRandom(seed: UInt64(seed))
            var filters = [UsageFilter(), UsageFilter(), UsageFilter(), UsageFilter()]
            filters[1].account = "account-2"
            (filters[2].domainPath, filters[2].meter) = ("/d1/", "RUNNING_VM")
            filters[3].project = "*"
            for filter in filters {
                for length in WindowLength.allCases {
                    let end = Timestamp(
                        nanoseconds: Int64.random(
                            in: (cloud.start.nanoseconds + 1)...cloud.end.nanoseconds,
                            using: &random))
                    let windows = try WindowCutter(timeZone: cloud.timeZone).windows(
                        from: cloud.start, to: end, each: length)
                    let view = UsageView(now: end)
                    let (counted, made) = try await stage.ledger.read { reader in
                        (
                            try Self.counts(reader, windows, filter, view),
                            try UsageReader(reader: reader).records(
                                of: UsageStretch(after: 0, through: .max), windows[...], filter,
                                now: view.now)
                        )
                    }
                    let listed = made.filter { $0.record.type != nil }
                    #expect(
                        counted == Dictionary(grouping: listed, by: \.resource).mapValues(\.count))
                }
            }
        }
    }
}
