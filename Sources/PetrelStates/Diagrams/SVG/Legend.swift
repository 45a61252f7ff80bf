/// The signs a drawing uses, explained; those it does not use are left out.
struct Legend {
    struct Entry {
        let words: String
        /// How wide the sign before the words is.
        let signWidth: Double
        let draw: (_ x: Double, _ y: Double, _ xml: inout XML) -> Void
    }

    private let rows: [[Entry]]
    /// What stands below the signs.
    private let note: String?

    private static let rowHeight = 22.0
    private static let entryGap = 26.0

    init(_ picture: Picture, width: Double) {
        rows = Self.wrapped(Self.entries(picture), width)
        let names = picture.outside.map { TextWidth.shortened($0.name) }
        note =
            names.isEmpty
            ? nil : "Known to the field, but no part of this life: \(names.joined(separator: ", "))"
    }

    var size: Size {
        let widths = rows.map { $0.reduce(0) { $0 + Self.width($1) } }
        let noteWidth = note.map { TextWidth.of($0, size: Theme.labelSize) } ?? 0
        return Size(
            width: max(widths.max() ?? 0, noteWidth),
            height: Double(rows.count + (note == nil ? 0 : 1)) * Self.rowHeight)
    }

    func draw(x: Double, y: Double, _ xml: inout XML) {
        for (number, row) in rows.enumerated() {
            var left = x
            let middle = y + (Double(number) + 0.5) * Self.rowHeight
            for entry in row {
                entry.draw(left, middle, &xml)
                Self.write(entry.words, x: left + entry.signWidth + 6, middle: middle, &xml)
                left += Self.width(entry)
            }
        }
        if let note {
            Self.write(
                note, x: x, middle: y + (Double(rows.count) + 0.5) * Self.rowHeight, &xml)
        }
    }

    private static func width(_ entry: Entry) -> Double {
        entry.signWidth + 6 + TextWidth.of(entry.words, size: Theme.labelSize) + entryGap
    }

    private static func write(_ words: String, x: Double, middle: Double, _ xml: inout XML) {
        xml.leaf(
            "text",
            ["class": "quiet", "x": XML.number(x), "y": XML.number(middle + 3.7)], text: words)
    }

    private static func wrapped(_ entries: [Entry], _ width: Double) -> [[Entry]] {
        var rows: [[Entry]] = []
        var used = Double.infinity
        for entry in entries {
            if used + Self.width(entry) > width {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(entry)
            used += Self.width(entry)
        }
        return rows
    }
}
