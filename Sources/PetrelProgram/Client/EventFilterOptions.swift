internal import ArgumentParser

/// Which events: the same for lists and for watching.
struct EventFilterOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A topic pattern: source.category.type.kind.id, where * is one word and # any number.",
            discussion: "As '*.ResourceStateEvent.*.Volume.#'; a single word looks in any place.",
            valueName: "pattern"))
    var pattern: String?

    @OptionGroup var properties: EventPropertyOptions

    /// The parameters of a request.
    var fields: [(String, String)] { Self.fields(pattern, properties) }

    static func fields(
        _ pattern: String?, _ properties: EventPropertyOptions
    ) -> [(String, String)] {
        let pattern = whole(pattern).map { [("pattern", $0)] } ?? []
        return pattern + properties.fields
    }

    /// A word alone would match topics of one segment, which there are none of.
    private static func whole(_ pattern: String?) -> String? {
        guard let pattern, !pattern.contains("."), pattern != "#" else { return pattern }
        return "#.\(pattern).#"
    }
}

/// Which events, by what they say.
struct EventPropertyOptions: ParsableArguments {
    @Option(help: "Action, ResourceState, Alert, Usage or AsyncJob; several with commas.")
    var category: String?

    @Option(help: "The event's type, as VM.START; several with commas.")
    var type: String?

    @Option(help: "The id of a resource; several with commas.")
    var resource: String?

    @Option(
        help: "The kind of resource, as Volume; several with commas.",
        completion: .list(KindName.all))
    var kind: String?

    @Option(help: "The owner's name or id.")
    var account: String?

    @Option(help: "INFO, WARN or ERROR; several with commas.")
    var level: String?

    @Option(help: "How far it came: scheduled, started, succeeded, failed …; several with commas.")
    var outcome: String?

    @Option(help: "The state that resources came into; several with commas.")
    var state: String?

    @Option(help: "The id of the job that did the work.")
    var job: String?

    @Option(help: "A word of the type or the description.")
    var keyword: String?

    /// The parameters of a request.
    var fields: [(String, String)] {
        let all: [(String, String?)] = [
            ("category", category), ("type", type), ("resource", resource), ("kind", kind),
            ("account", account), ("level", level), ("outcome", outcome), ("state", state),
            ("job", job), ("keyword", keyword),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    /// Of the options, for those who mistype one.
    static let names = [
        "category", "type", "resource", "kind", "account", "level", "outcome", "state", "job",
        "keyword", "since", "count", "json",
    ]
}

extension [(String, String)] {
    /// Behind a path, as the query of an address.
    func query(of path: String) -> String {
        guard !isEmpty else { return path }
        let pairs = map { "\(RequestSigner.encoded($0))=\(RequestSigner.encoded($1))" }
        return path + "?" + pairs.joined(separator: "&")
    }
}
