/// The few shapes of Markdown that generated pages are made of.
enum Markdown {
    /// A table, one line a row; empty without rows.
    static func table(_ header: [String], _ rows: [[String]]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let rule = header.map { _ in "---" }
        return ([header, rule] + rows).map { cells in
            "| " + cells.map(cell).joined(separator: " | ") + " |"
        }
    }

    static func code(_ text: String) -> String { "`\(text)`" }

    static func codes(_ texts: [String]) -> String {
        texts.map(code).joined(separator: ", ")
    }

    /// The address of a heading on its page, as GitHub makes it.
    static func anchor(_ heading: String) -> String {
        "#"
            + String(
                heading.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
                    .map { $0 == " " ? "-" : $0 })
    }

    /// A bar would end the cell.
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
