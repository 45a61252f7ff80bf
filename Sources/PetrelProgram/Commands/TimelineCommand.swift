internal import ArgumentParser
internal import PetrelCloud

/// All that ever happened to one resource.
struct TimelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Shows all that ever happened to one resource, in order.",
        discussion: """
            petrel timeline 6f0c0a1e-…
            petrel timeline web-1
            petrel timeline data-1 --kind volume
            """)

    @Argument(help: ArgumentHelp("The resource's id or name.", valueName: "resource"))
    var resource: String

    @Option(help: "The kind, where several resources have the name; machines are tried first.")
    var kind: String?

    @Option(help: "Action, ResourceState, Alert, Usage or AsyncJob; several with commas.")
    var category: String?

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let client = try server.client()
        let wanted = try kind.map { try KindName.kind($0) }
        let id = try await ResourceFinder(client: client).id(of: resource, kind: wanted)
        var fields: [(String, String)] = []
        if let category { fields.append(("category", category)) }
        if let wanted { fields.append(("kind", wanted)) }
        let found = try await Pages(client: client, member: "events")
            .items("/v1/resources/\(id)/timeline", fields, limit: list.limit)
        var table = EventTable()
        list.show(found, EventTable.columns) { table.row($0) }
        if found.count == list.limit, !list.json {
            Terminal.complain("there may be more: --limit \(list.limit * 10)")
        }
    }
}
