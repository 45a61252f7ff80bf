internal import ArgumentParser
internal import PetrelCloud

/// What the server is working at, and what became of it.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Lists asynchronous jobs, the latest first.",
        discussion: "petrel jobs --running")

    @Flag(help: "Only those that are not finished.")
    var running = false

    @Option(help: "Only in this state: IN_PROGRESS, SUCCEEDED, FAILED or CANCELLED.")
    var state: String?

    @Option(help: "The owner's name or id.")
    var account: String?

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        var fields: [(String, String)] = []
        if let state = running ? AsyncJob.State.inProgress.rawValue : state {
            fields.append(("state", state))
        }
        if let account { fields.append(("account", account)) }
        let found = try await Pages(client: try server.client(), member: "resources")
            .items("/v1/jobs", fields, limit: list.limit)
        let columns: [Table.Column] = [
            .init(title: "id"), .init(title: "command"), .init(title: "state"),
            .init(title: "account", isFlexible: true), .init(title: "created"),
            .init(title: "took"), .init(title: "result", isFlexible: true),
        ]
        list.show(found, columns, row: Self.row)
    }

    private static func row(_ job: JSONValue) -> [String] {
        let attributes = job["attributes"]
        let created = job["created"]?.string.flatMap { Timestamp($0) }
        let changed = job["changed"]?.string.flatMap { Timestamp($0) }
        var took = ""
        if let created, let changed, job["state"]?.string != AsyncJob.State.inProgress.rawValue {
            took = "\(Int(created.duration(to: changed).seconds * 1_000)) ms"
        }
        return [
            job["id"]?.cell ?? "", attributes?["cmd"]?.cell ?? "", job["state"]?.cell ?? "",
            job["account"]?.cell ?? "", created.map(LocalTime.full) ?? "", took,
            attributes?["jobresult"]?["errortext"]?.cell ?? "",
        ]
    }
}
