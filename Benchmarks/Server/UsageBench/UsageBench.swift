internal import BenchReport
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import PetrelUsage

/// Events metered a second through the running plug-in, beside what the ledger commits; then a month of records, by a
/// process of its own that has just begun.
/// `usage-bench EVENTS`; 200,000 when not said.
@main struct UsageBench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "month", let path = arguments.last { return try await month(path) }
        let count = arguments.first.flatMap { Int($0) } ?? 200_000
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

    private static func monthElsewhere(_ path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["month", path]
        try process.run()
        process.waitUntilExit()
    }

    /// Machines that start and stop all month, a hundred events each.
    private static func fill(_ ledger: SQLiteLedger, _ machines: Int, _ count: Int) async throws {
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

    /// A month by machine, as a server that has just begun answers it.
    private static func month(_ path: String) async throws {
        let begin = ContinuousClock.now
        let stage = try PluginStage(opening: path)
        let host = stage.host([UsagePlugin.self])
        try await host.prepare()
        guard let route = host.routes.first(where: { $0.route.path == "records" })?.route else {
            return
        }
        let caller = Caller(
            user: "u", account: "a", username: "admin", accountName: "admin", domain: "d",
            domainPath: "/", role: .admin)
        let answer = try await route.run(
            .init(
                caller: caller, path: [:],
                query: ["from": "1970-01-01", "to": "1970-01-31", "by": "total", "limit": "1"],
                body: nil))
        report("month of records", (ContinuousClock.now - begin).seconds, "s")
        report("records", Double(answer.json?["count"]?.integer ?? 0), "")
        report("memory for the month", peakMebibytes(), "MiB")
        await stage.ledger.close()
    }
}
