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
        try await Metering(count: count).run()
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
