extension Diagram {
    /// A graph for Graphviz' `dot`.
    public func dot() -> String {
        var lines = [
            "digraph \(DOT.quoted(picture.kind)) {",
            "    rankdir=LR",
            "    node [shape=box, style=rounded, fontname=\"sans-serif\"]",
            "    edge [fontname=\"sans-serif\", fontsize=10]",
        ]
        for (position, box) in picture.boxes.enumerated() {
            lines += DOT.node(box, id: "s\(position)")
        }
        for arrow in picture.arrows {
            lines.append(
                "    s\(arrow.from) -> s\(arrow.to) [label=\(DOT.list(arrow.labels))]")
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }
}
