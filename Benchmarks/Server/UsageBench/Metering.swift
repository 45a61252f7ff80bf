internal import BenchReport
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import PetrelUsage

/// Events of machines, committed and then metered by the running plug-in.
struct Metering: Sendable {
    let count: Int

    func run() async throws {
        let stage = try PluginStage()
        let machines = max(1, count / 100)
        let committed = try await Pace.of(count) { try await fill(stage.ledger, machines, count) }
        report("committed", committed.perSecond, "events/s")
        report("committed, processor time", committed.processor.microseconds, "µs/event")
        let metered = try await Pace.of(count) {
            try await stage.running(stage.host([UsagePlugin.self])) { host in
                await host.settled("usage", through: try await stage.ledger.lastSequence)
            }
        }
        report("metered", metered.perSecond, "events/s")
        report("metered, processor time", metered.processor.microseconds, "µs/event")
        report("memory while metering", residentMebibytes(), "MiB")
        await stage.ledger.close()
        try monthElsewhere(stage.path)
    }

    private func monthElsewhere(_ path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["month", path]
        try process.run()
        process.waitUntilExit()
    }

    /// Machines that start and stop all month, a hundred events each.
    private func fill(_ ledger: SQLiteLedger, _ machines: Int, _ count: Int) async throws {
        let month: Int64 = 30 * 86_400
        for number in 0..<machines {
            let machine = SampleMachine("vm-\(number)", account: "account-\(number % 100)")
            var changes = [machine.creation(time: Timestamp(seconds: Int64(number % 3_600)))]
            for step in Int64(1)..<100 {
                let time = Timestamp(seconds: Int64(number % 3_600) + step * (month - 7_200) / 100)
                changes.append(
                    step % 2 == 1
                        ? machine.move(
                            from: "Stopped", on: "FollowAgentPowerOnReport", to: "Running",
                            at: step, time: time)
                        : machine.move(
                            from: "Running", on: "FollowAgentPowerOffReport", to: "Stopped",
                            at: step, time: time))
            }
            _ = try await ledger.commit(Commit(changes: changes))
        }
    }
}
