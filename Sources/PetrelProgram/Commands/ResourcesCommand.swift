internal import ArgumentParser
internal import PetrelCloud

/// What there is.
struct ResourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resources",
        abstract: "Lists resources of a kind, or how many there are of each.",
        discussion: """
            petrel resources
            petrel resources vm --state Running
            petrel resources volumes --columns size,volumetype
            """)

    @Argument(
        help: "The kind, as VirtualMachine, volumes or vm.",
        completion: .list(KindName.all))
    var kind: String?

    @Option(help: "Only in this state; several with commas.")
    var state: String?

    @Option(help: "Only of this name.")
    var name: String?

    @Option(help: "Part of the name.")
    var keyword: String?

    @Option(help: "The owner's name or id.")
    var account: String?

    @Option(help: "The id of what it is part of or attached to, as a volume's machine.")
    var parent: String?

    @Flag(help: "Those that were removed too.")
    var removed = false

    @Option(help: "More columns: names of attributes, with commas.")
    var columns: String?

    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let client = try server.client()
        guard let kind else { return try await Overview(client: client).show(asJSON: list.json) }
        let found = try await Pages(client: client, member: "resources").items(
            "/v1/resources", [("kind", try KindName.kind(kind))] + fields, limit: list.limit)
        let extra = columns?.split(separator: ",").map(String.init) ?? []
        list.show(found, Self.columns(extra)) { Self.row($0, extra) }
    }

    private var fields: [(String, String)] {
        let all: [(String, String?)] = [
            ("state", state), ("name", name), ("keyword", keyword), ("account", account),
            ("parent", parent), ("removed", removed ? "true" : nil),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    private static func columns(_ extra: [String]) -> [Table.Column] {
        [.init(title: "name", isFlexible: true), .init(title: "state")]
            + extra.map { .init(title: $0, isFlexible: true) }
            + [
                .init(title: "account", isFlexible: true), .init(title: "version"),
                .init(title: "changed"), .init(title: "id"),
            ]
    }

    private static func row(_ resource: JSONValue, _ extra: [String]) -> [String] {
        let changed = resource["changed"]?.string.flatMap { Timestamp($0) }
        return [resource["name"]?.cell ?? "", resource["state"]?.cell ?? ""]
            + extra.map { (resource["attributes"]?[$0] ?? resource[$0])?.cell ?? "" }
            + [
                resource["account"]?.cell ?? "", resource["version"]?.cell ?? "",
                changed.map(LocalTime.full) ?? "", resource["id"]?.cell ?? "",
            ]
    }
}
