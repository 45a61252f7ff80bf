/// The colours of one surrounding. Written out in full, for readers of SVG that know no variables.
struct Palette {
    let paper, ink, quiet, edge, plate, metered: String
    let stable, stableEdge, transient, transientEdge, final, finalEdge: String

    static let light = Palette(
        paper: "#ffffff", ink: "#1d2733", quiet: "#5b6876", edge: "#7b8896", plate: "#f0f3f6",
        metered: "#0a7348", stable: "#e8f1fb", stableEdge: "#3a6ea8", transient: "#fff5dc",
        transientEdge: "#b07a14", final: "#ececef", finalEdge: "#4a5460")

    static let dark = Palette(
        paper: "#12171e", ink: "#e4ebf2", quiet: "#9aa7b5", edge: "#8a98a6", plate: "#1e262f",
        metered: "#4fd19a", stable: "#1a2c42", stableEdge: "#6ea3dc", transient: "#382c11",
        transientEdge: "#d9a441", final: "#2a2f36", finalEdge: "#a8b3be")

    var css: String {
        """
        .lifecycle .paper { fill: \(paper); }
        .lifecycle text, .lifecycle .dot { fill: \(ink); }
        .lifecycle .quiet, .lifecycle .limit, .lifecycle .silent { fill: \(quiet); }
        .lifecycle .metered { fill: \(metered); }
        .lifecycle .stable { fill: \(stable); stroke: \(stableEdge); }
        .lifecycle .transient { fill: \(transient); stroke: \(transientEdge); }
        .lifecycle .outside { fill: \(paper); stroke: \(quiet); }
        .lifecycle .final { fill: \(final); stroke: \(finalEdge); }
        .lifecycle .sign { fill: \(paper); stroke: \(edge); }
        .lifecycle .rule, .lifecycle .line { stroke: \(edge); }
        .lifecycle .head { fill: \(edge); }
        .lifecycle .ring { stroke: \(ink); }
        .lifecycle .plate { fill: \(plate); }
        .lifecycle .arrow:hover .line { stroke: \(ink); }
        .lifecycle .arrow:hover .head { fill: \(ink); }
        """
    }
}
