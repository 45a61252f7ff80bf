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
    /// Events of one machine.
    private static let life = 100

    func run(_ stage: PluginStage) async throws {
        let machines = max(1, count / Self.life)
        report("machines", Double(machines), "")
        let committed = try await Pace.of(count) { try await fill(stage.ledger, machines) }
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
    }

    /// Machines that start and stop all month, each a hundred events; those of all machines come mixed, as they do in a
    /// cloud.
    private func fill(_ ledger: SQLiteLedger, _ machines: Int) async throws {
        let month: Int64 = 30 * 86_400
        for step in Int64(0)..<Int64(Self.life) {
            for first in stride(from: 0, to: machines, by: 100) {
                let changes = (first..<min(first + 100, machines)).map { number -> Change in
                    let machine = SampleMachine("vm-\(number)", account: "account-\(number % 100)")
                    let time = Timestamp(
                        seconds: Int64(number % 3_600) + step * (month - 7_200) / Int64(Self.life))
                    if step == 0 { return machine.creation(time: time) }
                    return step % 2 == 1
                        ? machine.move(
                            from: "Stopped", on: "FollowAgentPowerOnReport", to: "Running",
                            at: step, time: time)
                        : machine.move(
                            from: "Running", on: "FollowAgentPowerOffReport", to: "Stopped",
                            at: step, time: time)
                }
                _ = try await ledger.commit(Commit(changes: changes))
            }
        }
    }
}
