internal import BenchReport
internal import Foundation
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelServerTesting
internal import Synchronization

/// State changes by 64 callers and by one, through machine, ledger and bus; then the ledger alone with like changes.
struct Transitions {
    let folder: URL
    let count: Int

    func run() async throws {
        let bus = EventBus()
        let arrivals = Arrivals()
        let subscription = bus.subscribe(to: CloudEvent.self) { arrivals.note($0) }
        defer { subscription.cancel() }
        let fleet = try await Fleet(
            file: folder.appending(path: "whole.db"), machines: 64, bus: bus, arrivals: arrivals)
        // Tells the bus also of what was committed past the cloud, as the machines' creation.
        let running = Task { try await fleet.cloud.run() }
        defer { running.cancel() }
        try await fleet.moveAll(rounds: 20)

        let rounds = count / fleet.machines.count
        let whole = try await Pace.of(rounds * fleet.machines.count) {
            try await fleet.moveAll(rounds: rounds)
        }
        arrivals.forget()
        let alone = try await Pace.of(2_000) {
            try await fleet.move(fleet.machines[0], rounds: 2_000)
        }
        await fleet.ledger.close()
        let bare = try await ledgerAlone(rounds: rounds)

        report("64 callers, machine + ledger + bus", whole.perSecond, "transitions/s")
        report("64 callers, ledger alone, like changes", bare.perSecond, "commits/s")
        report("share", whole.perSecond / bare.perSecond * 100, "%")
        report("64 callers, whole path, processor time", whole.processor.microseconds, "µs")
        report("64 callers, ledger alone, processor time", bare.processor.microseconds, "µs")
        report("one caller, whole path", alone.perSecond, "transitions/s")
        let gaps = arrivals.gaps
        report("commit to subscriber in process, median", gaps.percentile(0.5).microseconds, "µs")
        report("commit to subscriber in process, p99", gaps.percentile(0.99).microseconds, "µs")
    }

    private func ledgerAlone(rounds: Int) async throws -> Pace {
        let ledger = try SQLiteLedger(path: folder.appending(path: "bare.db").path)
        let machines = (0..<64).map { SampleMachine("vm-\($0)") }
        _ = try await ledger.commit(Commit(changes: machines.map { $0.creation() }))
        let pace = try await Pace.of(rounds * machines.count) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for machine in machines {
                    group.addTask {
                        for version in 1...Int64(rounds) {
                            let change =
                                version % 2 == 1
                                ? machine.start(at: version) : machine.fail(at: version)
                            _ = try await ledger.commit(Commit(changes: [change]))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        await ledger.close()
        return pace
    }
}

/// When commits were known to be durable, and when the bus's subscriber had their events.
final class Arrivals: Sendable {
    private struct State {
        var commits: [EventID: ContinuousClock.Instant] = [:]
        var arrivals: [EventID: ContinuousClock.Instant] = [:]
        var gaps = Times()
    }

    private let state = Mutex(State())

    /// An event that the subscriber had before the caller knew has no gap.
    var gaps: Times { state.withLock { $0.gaps } }

    func forget() { state.withLock { $0 = State() } }

    func committed(_ events: [CloudEvent]) {
        let now = ContinuousClock.now
        state.withLock { state in
            for event in events {
                if state.arrivals.removeValue(forKey: event.id) != nil {
                    state.gaps.add(.zero)
                } else {
                    state.commits[event.id] = now
                }
            }
        }
    }

    func note(_ event: CloudEvent) {
        let now = ContinuousClock.now
        state.withLock { state in
            if let begin = state.commits.removeValue(forKey: event.id) {
                state.gaps.add(now - begin)
            } else {
                state.arrivals[event.id] = now
            }
        }
    }
}
