internal import BenchReport
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting

/// Moves of machines, each a commit of its own, by 64 callers and by one; and the same rows by the C API.
///
/// Both take turns, some thousand moves each, since other programs disturb one turn as likely as the next.
struct Commits {
    private static let turns = 20
    private static let alone = 1_000

    let count: Int
    private let folder: URL
    private let machines = (0..<64).map { SampleMachine("vm-\($0)") }

    init(count: Int) throws {
        self.count = count
        folder = FileManager.default.temporaryDirectory.appending(path: "ledger-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func run() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try await files()
        let rounds = Int64(count / machines.count / Self.turns)
        let last = rounds * Int64(Self.turns)
        try await copy(into: files.source, rounds: last)

        let ledger = try SQLiteLedger(path: files.ledger)
        let rival = try PlainSQLite(
            path: files.plain, source: files.source, skipping: machines.count)
        try await compareMany(ledger, rival, rounds: rounds)
        try await compareOne(ledger, rival, from: last + 1)
        await ledger.close()
    }

    /// Three copies of one file with the machines in it.
    private func files() async throws -> (ledger: String, plain: String, source: String) {
        let paths = ["ledger", "plain", "source"].map { folder.appending(path: $0 + ".db").path }
        let ledger = try SQLiteLedger(path: paths[0])
        _ = try await ledger.commit(Commit(changes: machines.map { $0.creation() }))
        await ledger.close()
        for path in paths.dropFirst() {
            try FileManager.default.copyItem(atPath: paths[0], toPath: path)
        }
        return (paths[0], paths[1], paths[2])
    }

    /// Writes all moves once, so that the C API has its rows ready.
    private func copy(into path: String, rounds: Int64) async throws {
        let ledger = try SQLiteLedger(path: path)
        try await together(ledger, lives(1...rounds))
        for version in rounds + 1...rounds + Int64(Self.alone) {
            _ = try await ledger.commit(Commit(changes: [machines[0].step(at: version)]))
        }
        await ledger.close()
    }

    /// Made beforehand: making events is the callers' work, not the ledger's.
    private func lives(_ versions: ClosedRange<Int64>) -> [[Commit]] {
        machines.map { machine in versions.map { Commit(changes: [machine.step(at: $0)]) } }
    }

    private func compareMany(
        _ ledger: SQLiteLedger, _ rival: PlainSQLite, rounds: Int64
    ) async throws {
        var (ours, plain) = ([Pace](), [Pace]())
        let count = Int(rounds) * machines.count
        for turn in 0..<Int64(Self.turns) {
            let lives = lives(turn * rounds + 1...(turn + 1) * rounds)
            ours.append(try await Pace.of(count) { try await together(ledger, lives) })
            plain.append(
                try await Pace.of(count) { try rival.write(count: count, group: machines.count) })
        }
        let (many, manyPlain) = (ours.middle, plain.middle)
        report("64 callers, ledger", many.perSecond, "events/s")
        report("64 callers, C API, same rows, groups of 64", manyPlain.perSecond, "events/s")
        report("share", many.perSecond / manyPlain.perSecond * 100, "%")
        report("64 callers, ledger, processor time", many.processor.microseconds, "µs/event")
        report("64 callers, C API, processor time", manyPlain.processor.microseconds, "µs/event")
    }

    private func compareOne(
        _ ledger: SQLiteLedger, _ rival: PlainSQLite, from first: Int64
    ) async throws {
        var (ours, reader, plain) = (Times(), Times(), Times())
        let step = Int64(Self.alone / Self.turns)
        for turn in 0..<Int64(Self.turns) {
            let times = try await alone(ledger, from: first + turn * step, count: step)
            ours.add(times.commit)
            reader.add(times.reader)
            plain.add(try rival.latencies(count: Int(step)))
        }
        let (one, onePlain) = (ours.percentile(0.5), plain.percentile(0.5))
        report("one caller, ledger, median", one.microseconds, "µs")
        report("one caller, C API, median", onePlain.microseconds, "µs")
        report("factor", one.microseconds / onePlain.microseconds, "")
        report("commit called to reader told, median", reader.percentile(0.5).microseconds, "µs")
        report("commit called to reader told, p99", reader.percentile(0.99).microseconds, "µs")
    }

    private func together(_ ledger: SQLiteLedger, _ lives: [[Commit]]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for life in lives {
                group.addTask { for commit in life { _ = try await ledger.commit(commit) } }
            }
            try await group.waitForAll()
        }
    }

    private func alone(
        _ ledger: SQLiteLedger, from first: Int64, count: Int64
    ) async throws -> (commit: Times, reader: Times) {
        var (commits, readers) = (Times(), Times())
        let cursor = try await ledger.lastSequence
        let reader = Task {
            var arrivals: [ContinuousClock.Instant] = []
            for try await batch in ledger.follow(after: cursor, limit: 100) {
                arrivals += batch.map { _ in ContinuousClock.now }
                if arrivals.count >= Int(count) { break }
            }
            return arrivals
        }
        var begins: [ContinuousClock.Instant] = []
        for version in first..<first + count {
            let change = machines[0].step(at: version)
            let begin = ContinuousClock.now
            _ = try await ledger.commit(Commit(changes: [change]))
            commits.add(ContinuousClock.now - begin)
            begins.append(begin)
        }
        for (begin, arrival) in zip(begins, try await reader.value) { readers.add(arrival - begin) }
        return (commits, readers)
    }
}

extension SampleMachine {
    /// Starting and stopping in turn.
    func step(at version: Int64) -> Change {
        version % 2 == 1 ? start(at: version) : fail(at: version)
    }
}
