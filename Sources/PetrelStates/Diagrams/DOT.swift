/// How Graphviz wants text to be written.
enum DOT {
    static func node(_ box: Picture.Box, id: String) -> [String] {
        var attributes = [
            "label=\(quoted(box.state.name))", "tooltip=\(quoted(box.state.meaning))",
        ]
        if box.state.role.isTransient { attributes.append("style=\"rounded,dashed\"") }
        if box.state.role == .final { attributes.append("peripheries=2") }
        var lines = ["    \(id) [\(attributes.joined(separator: ", "))]"]
        if box.isInitial {
            lines.append("    begin_\(id) [shape=point, width=0.12, label=\"\"]")
            lines.append("    begin_\(id) -> \(id)")
        }
        if box.mayBeRemoved {
            lines.append("    end_\(id) [shape=doublecircle, width=0.1, style=filled, label=\"\"]")
            lines.append("    \(id) -> end_\(id) [style=dashed, label=\"(removed)\"]")
        }
        if !box.loops.isEmpty {
            lines.append("    \(id) -> \(id) [label=\(list(box.loops))]")
        }
        return lines
    }

    static func list(_ labels: [Picture.Label]) -> String {
        "\"" + labels.map { escaped($0.text) }.joined(separator: "\\n") + "\""
    }

    static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// Quotes, backslashes and the beginnings of entities are escaped; line breaks and other
    /// control characters become spaces.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "&": "&amp;"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: " "
            default: String(scalar)
            }
        }.joined()
    }
}
