internal import ChildProcesses
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import PetrelTesting
internal import Testing

@testable internal import PetrelUsage

/// Another program, which shares no code with this one, comes to the same seconds and the same money.
@Suite struct OracleTests {
    /// `PETREL_CLOUDS` says how many clouds, `make test-usage N=200`.
    private static var clouds: ClosedRange<Int> {
        1...max(1, Int(ProcessInfo.processInfo.environment["PETREL_CLOUDS"] ?? "") ?? 4)
    }

    @Test(arguments: clouds)
    func `a program of its own recomputes the same usage and the same amounts`(seed: Int)
        async throws
    {
        let cloud = RandomCloud(seed: UInt64(seed))
        let stage = try PluginStage()
        let settings = [
            "usage": PluginSettings(
                place: "plugins.usage", values: ["batch": .integer(Int64(7 + seed % 90))])
        ]
        // The server ends and begins anew again and again, wherever it stands.
        let steps = cloud.commits
        var place = 0
        while place < steps.count {
            let next = min(steps.count, place + 40 + seed * 13 % 90)
            let part = Array(steps[place..<next])
            let isFirst = place == 0
            try await stage.running(stage.host([UsagePlugin.self], settings: settings)) { host in
                if isFirst { try await RandomCloud.registerMeters(on: stage) }
                for step in part { _ = try await stage.ledger.commit(step) }
                guard next == steps.count else { return }
                await host.settled("usage", through: try await stage.ledger.lastSequence)
            }
            place = next
        }
        try await compare(cloud, stage, length: WindowLength.allCases[seed % 4])
    }

    private func compare(
        _ cloud: RandomCloud, _ stage: PluginStage, length: WindowLength
    ) async throws {
        let (from, to) = (cloud.start, cloud.end)
        let folder = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["ledger.jsonl", "rules.json", "book.json"].map {
            folder.appending(path: $0).path
        }
        var export: [UInt8] = []
        try await stage.ledger.export { export += $0 }
        try Data(export).write(to: URL(filePath: names[0]))
        try Data(OracleRules.json.bytes).write(to: URL(filePath: names[1]))
        let source = cloud.book
        try Data(source.utf8).write(to: URL(filePath: names[2]))
        let answer = try await Python.run(
            [
                names[0], names[1], "\(from.nanoseconds)", "\(to.nanoseconds)", length.rawValue,
                cloud.timeZone, names[2], "\(to.nanoseconds)",
            ])

        let windows = try WindowCutter(timeZone: cloud.timeZone)
            .windows(from: from, to: to, each: length)
        var rating = try Rating(PriceBook(text: source))
        let segments = try rating.windows(from: from, to: to)
        let (records, priced) = try await stage.ledger.read { reader in
            let usage = UsageReader(reader: reader)
            return (
                try usage.records(windows, UsageFilter(), now: to),
                try usage.records(segments, UsageFilter(), now: to)
            )
        }
        let lines = try rating.lines(priced.filter { $0.nanoseconds != 0 || $0.amount != 0 })
        let total = lines.reduce(Int128(0)) { $0 + Int128($1.micros) }
        let told =
            records.filter { $0.nanoseconds != 0 || $0.amount != 0 }.map(\.oracleLine).sorted()
            + lines.map { "price \($0.row) \($0.micros) \($0.record.oracleLine)" }.sorted()
            + ["total \(total)"]
        let other = answer.split(separator: "\n").map(String.init)
        #expect(told.count > 20)
        #expect(told.count == other.count)
        let differing = zip(told, other).first { $0 != $1 }
        #expect(differing == nil, "\(cloud.timeZone) by \(length)")
    }
}

extension UsageRecord {
    /// As the other program writes it.
    fileprivate var oracleLine: String {
        JSONValue.object([
            "start": .string(window.start.text()), "end": .string(window.end.text()),
            "kind": .string(resource.kind), "id": .string(resource.id),
            "meter": .string(meter.name), "subject": .string(subject),
            "account": .string(terms.account),
            "domain": terms.domain.map(JSONValue.string) ?? .null,
            "project": terms.project.map(JSONValue.string) ?? .null,
            "zone": terms.zone.map(JSONValue.string) ?? .null,
            "attributes": .object(terms.attributes), "correction": .bool(isCorrection),
            "nanoseconds": .integer(nanoseconds), "amount": .integer(amount),
        ]).description
    }
}

/// The rows that mean something for usage, as data.
private enum OracleRules {
    static var json: JSONValue {
        var rows: [JSONValue] = []
        var creations: [JSONValue] = []
        var actions: [JSONValue] = []
        for life in ResourceCatalogue.all {
            add(life, &rows, &creations, &actions)
        }
        return ["rows": .array(rows), "creations": .array(creations), "actions": .array(actions)]
    }

    private static func add<Life: CloudResource>(
        _ life: Life.Type, _ rows: inout [JSONValue], _ creations: inout [JSONValue],
        _ actions: inout [JSONValue]
    ) {
        let kind = JSONValue.string(Life.kind)
        for row in Life.transitions where !row.metering.isEmpty {
            rows.append([
                kind, .string(row.from.rawValue), .string(row.trigger.rawValue),
                words(row.metering),
            ])
        }
        for (state, metering) in Life.meteredAtCreation {
            creations.append([kind, .string(state.rawValue), words(metering)])
        }
        for (type, metering) in Life.meteredActions {
            actions.append([kind, .string(type.name), words(metering)])
        }
    }

    private static func words(_ metering: [Metering]) -> JSONValue {
        .array(
            metering.map { meaning in
                switch meaning {
                case .opens(let meter): .string("opens \(meter)")
                case .closes(let meter): .string("closes \(meter)")
                case .changes(let meter): .string("changes \(meter)")
                }
            })
    }
}

/// Runs the other program.
private enum Python {
    static func run(_ arguments: [String]) async throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "UsageOracle/usage_oracle.py")
        let process = try ChildProcess("/usr/bin/env", ["python3", script.path] + arguments)
        let text = await process.text()
        try #require(await process.status() == 0)
        return text
    }
}
