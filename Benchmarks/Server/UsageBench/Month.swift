internal import BenchReport
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelUsage

/// Questions about the month, as a server that has just begun answers them.
enum Month: String, CaseIterable {
    /// All records of the month, as a file.
    case month
    /// The same by day.
    case days
    /// What one account owes for it would be read from these.
    case account
    /// The first page of CloudStack's list.
    case list

    func ask(_ path: String) async throws {
        let begin = ContinuousClock.now
        let stage = try PluginStage(opening: path)
        let host = stage.host([UsagePlugin.self])
        try await host.prepare()
        let count =
            switch self {
            case .month: try await lines(host, ["by": "month"])
            case .days: try await lines(host, ["by": "day"])
            case .account: try await lines(host, ["by": "day", "account": "account-7"])
            case .list: try await listed(stage)
            }
        report(title, (ContinuousClock.now - begin).seconds, "s")
        report("\(title), records", Double(count), "")
        report("\(title), memory", peakMebibytes(), "MiB")
        await stage.ledger.close()
    }

    private var title: String {
        switch self {
        case .month: "month of records"
        case .days: "month of records by day"
        case .account: "an account's month by day"
        case .list: "first page of listUsageRecords"
        }
    }

    private static let admin = Caller(
        user: "u", account: "a", username: "admin", accountName: "admin", domain: "d",
        domainPath: "/", role: .admin)

    private func lines(_ host: PluginHost, _ more: [String: String]) async throws -> Int {
        guard let route = host.routes.first(where: { $0.route.path == "export" })?.route,
            case .stream(let stream) = try await route.run(
                .init(
                    caller: Self.admin, path: [:],
                    query: ["from": "1970-01-01", "to": "1970-01-31"].merging(more) { $1 },
                    body: nil))
        else { return 0 }
        var lines = 0
        for try await piece in stream.pieces {
            lines += piece.lazy.filter { $0 == UInt8(ascii: "\n") }.count
        }
        return lines
    }

    private func listed(_ stage: PluginStage) async throws -> Int {
        guard let command = stage.registry.command("listUsageRecords") else { return 0 }
        let answer = try await command.run(
            APICall(
                command: "listUsageRecords", caller: Self.admin,
                parameters: ["startdate": "1970-01-01", "enddate": "1970-01-30"]))
        if case .list(_, let count) = answer { return count }
        return 0
    }
}
