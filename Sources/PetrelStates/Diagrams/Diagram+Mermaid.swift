extension Diagram {
    /// The text of a Mermaid `stateDiagram-v2`.
    public func mermaid() -> String {
        var lines = ["stateDiagram-v2", "    direction LR"]
        for (position, box) in picture.boxes.enumerated() {
            let id = "s\(position)"
            lines.append("    state \"\(Mermaid.escaped(box.state.name))\" as \(id)")
            if box.isInitial { lines.append("    [*] --> \(id)") }
            if !box.loops.isEmpty {
                lines.append("    \(id) --> \(id): \(Mermaid.list(box.loops))")
            }
            if box.state.role == .final { lines.append("    \(id) --> [*]") }
            if box.mayBeRemoved { lines.append("    \(id) --> [*]: (removed)") }
            if box.state.role.isTransient { lines.append("    class \(id) transient") }
        }
        for arrow in picture.arrows {
            lines.append("    s\(arrow.from) --> s\(arrow.to): \(Mermaid.list(arrow.labels))")
        }
        lines.append("    classDef transient stroke-dasharray: 5 4")
        return lines.joined(separator: "\n") + "\n"
    }
}
