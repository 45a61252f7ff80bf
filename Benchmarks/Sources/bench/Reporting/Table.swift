/// The rows as a table that reads well in a terminal and is Markdown, too.
struct Table {
    static let header = [
        "work", "limit in the same run", "limit", "Petrel", "ratio", "must reach", "reached",
        "ratio of medians", "allocations",
    ]
    private var lines: [[String]] = []

    init(_ rows: [Row]) {
        lines = rows.map(Self.cells)
    }

    private static func cells(_ row: Row) -> [String] {
        [
            row.work, row.limit.name, row.unit.text(row.limit.value), row.unit.text(row.ours),
            decimal(row.ratio, 2) + "×", row.target.text(row.unit), verdict(row),
            row.medianRatio.map { decimal($0, 2) + "×" } ?? "",
            row.allocations.map { $0 == 0 ? "0" : decimal($0, 3) } ?? "",
        ]
    }

    private static func verdict(_ row: Row) -> String {
        if case .none = row.target { return "" }
        return row.isReached && !(row.allocates) ? "yes" : "**no**"
    }

    var markdown: String {
        let all = [Self.header] + lines
        let widths = Self.header.indices.map { column in all.map { $0[column].count }.max()! }
        let rule =
            "| " + widths.map { String(repeating: "-", count: $0) }.joined(separator: " | ") + " |"
        let texts = all.map { cells in
            let padded = zip(cells, widths).map {
                $0 + String(repeating: " ", count: $1 - $0.count)
            }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        return ([texts[0], rule] + texts.dropFirst()).joined(separator: "\n")
    }
}
