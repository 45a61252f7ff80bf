public import PetrelCloud
import PetrelStates

/// One page about many kinds of resource: each with its life, picture, states, rows, costs and event types.
///
/// The page depends on the kinds alone, so a project can keep it under version control and compare it in
/// a test. It is Markdown as GitHub shows it, with Mermaid pictures.
public struct ResourcePage: Sendable {
    private let sections: [ResourceSection]
    private let origin: String

    /// - Parameters:
    ///   - lives: What is told about each kind before its tables, by the name of its Swift type.
    ///   - origin: A sentence for the reader who wants to change the page: where to do it, and how to make it anew.
    public init(
        of kinds: [any CloudResource.Type], lives: [String: DocumentationComment], origin: String
    ) {
        self.origin = origin
        let types = Dictionary(
            kinds.map { (String(describing: $0), $0.kind) }, uniquingKeysWith: { first, _ in first }
        )
        sections = kinds.map {
            ResourceSection($0, life: lives[String(describing: $0)], kinds: types)
        }
        .sorted { $0.place < $1.place }
    }

    public var markdown: String {
        let families = ResourceFamily.allCases.map { family in
            (family, sections.filter { $0.family == family })
        }.filter { !$0.1.isEmpty }
        let lines = preface + families.flatMap(contents) + families.flatMap(chapter)
        return lines.joined(separator: "\n") + "\n"
    }

    private var preface: [String] {
        [
            "# Resources",
            "",
            "Every kind of resource, drawn from the rows that run it. \(origin)",
            "",
            "A resource begins in one of its initial states and moves by rows: in this state, on this",
            "trigger, go there. What no row allows is refused. Removal is no row; the states say where it",
            "is possible, and it ends all usage that is still open. In the pictures a dashed box is work",
            "under way, and ◇ marks a row whose target the caller chooses. When work takes longer than",
            "its limit, the watchdog asks what became of it.",
            "",
            "\(sections.count) kinds, \(sections.map(\.rowCount).reduce(0, +)) rows:",
            "",
        ]
    }

    private func contents(_ family: ResourceFamily, _ sections: [ResourceSection]) -> [String] {
        let links = sections.map { "[\($0.kind)](\(Markdown.anchor($0.kind)))" }
        let title = "[\(family.rawValue)](\(Markdown.anchor(heading(family))))"
        return ["- \(title): " + links.joined(separator: ", ")]
    }

    private func chapter(_ family: ResourceFamily, _ sections: [ResourceSection]) -> [String] {
        ["", "## \(heading(family))"] + sections.flatMap { [""] + $0.lines }
    }

    /// Not the bare name: that may be a kind's heading.
    private func heading(_ family: ResourceFamily) -> String { "Family: \(family.rawValue)" }
}
