/// Rows for people: aligned, and no wider than the terminal.
struct Table {
    struct Column {
        let title: String
        /// Whether it may be cut to make room; ids and numbers may not.
        var isFlexible = false
    }

    var columns: [Column]
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    mutating func add(_ cells: [String]) { rows.append(cells.map(\.onOneLine)) }

    /// The lines, the titles first; `width` is the widest line that fits, `nil` when any does.
    func lines(width: Int?, paint: Paint = Paint(isOn: false)) -> [String] {
        let widths = fitted(to: width)
        let title = line(columns.map { $0.title.uppercased() }, widths)
        return [paint(title, .bold)] + rows.map { line($0, widths) }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var parts: [String] = []
        for (cell, width) in zip(cells, widths) where width > 0 {
            parts.append(cell.shortened(to: width).padded(to: width))
        }
        let text = parts.joined(separator: "  ")
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    /// Flexible columns give way first, evenly down to eight; then the last columns are left out.
    private func fitted(to width: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            ([columns[index].title] + rows.map { $0[index] }).map(\.columns).max() ?? 0
        }
        guard let width else { return widths }
        var excess = Self.total(widths) - width
        while excess > 0, let widest = widestFlexible(widths) {
            widths[widest] -= 1
            excess -= 1
        }
        while Self.total(widths) > width, let last = widths.lastIndex(where: { $0 > 0 }), last > 0 {
            widths[last] = 0
        }
        return widths
    }

    private func widestFlexible(_ widths: [Int]) -> Int? {
        widths.indices.filter { columns[$0].isFlexible && widths[$0] > 8 }
            .max { widths[$0] < widths[$1] }
    }

    private static func total(_ widths: [Int]) -> Int {
        let shown = widths.filter { $0 > 0 }
        return shown.reduce(0, +) + 2 * max(0, shown.count - 1)
    }
}
