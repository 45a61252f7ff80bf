/// What is written above a declaration, as paragraphs.
public struct DocumentationComment: Sendable {
    /// Each with its lines joined.
    public let paragraphs: [String]

    /// Reads the `///` lines directly above the line that begins with the declaration.
    ///
    /// `nil` when the source has no such line or nothing is written above it.
    public init?(above declaration: String, in source: String) {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let place = lines.firstIndex { line in
            line.hasPrefix(declaration) && !Self.goesOn(line.dropFirst(declaration.count))
        }
        guard let place else { return nil }
        let above = lines[..<place].reversed().prefix { $0.hasPrefix("///") }.reversed()
        guard !above.isEmpty else { return nil }
        paragraphs = above.map { $0.dropFirst(3).drop { $0 == " " } }
            .split(separator: "").map { $0.joined(separator: " ") }
    }

    /// Whether the name that was looked for is only the beginning of this one.
    private static func goesOn(_ rest: Substring) -> Bool {
        rest.first.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }
}
