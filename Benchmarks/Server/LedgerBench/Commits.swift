internal import BenchReport
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting

/// Moves of machines, each a commit of its own, by 64 callers and by one; then the same rows by the C API.
struct Commits {
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
        let path = folder.appending(path: "ledger.db").path
        let ledger = try SQLiteLedger(path: path)
        _ = try await ledger.commit(Commit(changes: machines.map { $0.creation() }))
        // The file as both begin with it.
        await ledger.close()
        let plain = folder.appending(path: "plain.db").path
        try FileManager.default.copyItem(atPath: path, toPath: plain)

        let again = try SQLiteLedger(path: path)
        let rounds = count / machines.count
        // Made beforehand: making events is the callers' work, not the ledger's.
        let lives = machines.map { machine in
            (1...Int64(rounds)).map { Commit(changes: [machine.step(at: $0)]) }
        }
        let many = try await Pace.of(rounds * machines.count) {
            try await together(again, lives)
        }
        let one = try await alone(again, from: Int64(rounds) + 1, count: 1_000)
        await again.close()

        let rival = try PlainSQLite(path: plain, source: path, skipping: machines.count)
        let manyPlain = try await Pace.of(rounds * machines.count) {
            try rival.write(count: rounds * machines.count, group: machines.count)
        }
        let onePlain = try rival.latencies(count: 1_000)

        report("64 callers, ledger", many.perSecond, "events/s")
        report("64 callers, C API, same rows, groups of 64", manyPlain.perSecond, "events/s")
        report("share", many.perSecond / manyPlain.perSecond * 100, "%")
        report("64 callers, ledger, processor time", many.processor.microseconds, "µs/event")
        report("64 callers, C API, processor time", manyPlain.processor.microseconds, "µs/event")
        report("one caller, ledger, median", one.commit.percentile(0.5).microseconds, "µs")
        report("one caller, C API, median", onePlain.percentile(0.5).microseconds, "µs")
        report(
            "factor",
            one.commit.percentile(0.5).microseconds / onePlain.percentile(0.5).microseconds, "")
        report(
            "commit called to reader told, median", one.reader.percentile(0.5).microseconds, "µs")
        report("commit called to reader told, p99", one.reader.percentile(0.99).microseconds, "µs")
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
