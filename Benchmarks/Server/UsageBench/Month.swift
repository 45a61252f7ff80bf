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
    /// The first page of CloudStack's list, and the last.
    case list
    /// The same of all that have something in their names, for which every record has to be looked at.
    case named

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
            case .list: try await listed(stage, [:])
            case .named: try await listed(stage, ["keyword": "vm"])
            }
        report(title, (ContinuousClock.now - begin).seconds, "s")
        report("\(title), records", Double(count), "")
        if self == .list { try await leaf(stage, to: count) }
        report("\(title), memory", peakMebibytes(), "MiB")
        await stage.ledger.close()
    }

    private var title: String {
        switch self {
        case .month: "month of records"
        case .days: "month of records by day"
        case .account: "an account's month by day"
        case .list: "first page of listUsageRecords"
        case .named: "first page of listUsageRecords, with a keyword"
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

    /// The last page, and then the first one again.
    private func leaf(_ stage: PluginStage, to count: Int) async throws {
        let last = (count - 1) / APICall.defaultPageSize + 1
        for (name, page) in [("last page", last), ("first page again", 1)] {
            let begin = ContinuousClock.now
            _ = try await listed(stage, [:], page: page)
            report(
                "\(name) of listUsageRecords", (ContinuousClock.now - begin) / .milliseconds(1),
                "ms")
        }
    }

    private func listed(
        _ stage: PluginStage, _ more: [String: String], page: Int = 1
    ) async throws -> Int {
        guard let command = stage.registry.command("listUsageRecords") else { return 0 }
        let period = ["startdate": "1970-01-01", "enddate": "1970-01-30"]
        let answer = try await command.run(
            APICall(
                command: "listUsageRecords", caller: Self.admin,
                parameters: period.merging(more) { $1 }, page: page))
        if case .list(_, let count) = answer { return count }
        return 0
    }
}
