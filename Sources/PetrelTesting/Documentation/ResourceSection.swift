import PetrelCloud
import PetrelStates

/// What the page says about one kind.
struct ResourceSection: Sendable {
    let kind: String
    let family: ResourceFamily
    let lines: [String]
    let rowCount: Int
    /// Sorts by kind, the sides of a resource behind it.
    let place: String

    init<Kind: CloudResource>(
        _ type: Kind.Type, life: DocumentationComment?, kinds: [String: String]
    ) {
        let machine = AnyStateMachine(type)
        kind = Kind.kind
        family = Kind.family
        rowCount = machine.transitions.count
        place = (Kind.aspectOf.map { "\($0) \(Kind.kind)" } ?? Kind.kind).lowercased()
        lines = [
            ["### \(Kind.kind)", ""],
            Self.identity(type),
            (life?.paragraphs ?? []).flatMap { [Self.linked($0, to: kinds), ""] },
            ["```mermaid", Diagram(machine).mermaid() + "```", ""],
            Markdown.table(
                ["State", "Role", "Meaning"], machine.states.map { Self.state($0, machine) }),
            [""],
            Self.rows(machine),
            Self.costs(type),
            Self.events(type),
        ].flatMap(\.self)
    }

    private static func identity<Kind: CloudResource>(_ type: Kind.Type) -> [String] {
        let side = Kind.aspectOf.map { "; a side of [\($0)](\(Markdown.anchor($0)))" } ?? ""
        return [Markdown.code(String(reflecting: type)) + side, ""]
    }

    /// References to other types become links where the page has them.
    private static func linked(_ paragraph: String, to kinds: [String: String]) -> String {
        paragraph.split(separator: "``", omittingEmptySubsequences: false).enumerated().map {
            position, part in
            guard position % 2 == 1 else { return String(part) }
            guard let kind = kinds[String(part)] else { return Markdown.code(String(part)) }
            return "[\(Markdown.code(kind))](\(Markdown.anchor(kind)))"
        }.joined()
    }

    private static func events<Kind: CloudResource>(_ type: Kind.Type) -> [String] {
        guard !Kind.eventTypes.isEmpty else { return ["Action events: none of its own."] }
        return ["Action events: \(Markdown.codes(Kind.eventTypes.map(\.name)))"]
    }
}
