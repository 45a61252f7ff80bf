/// A trigger as it is written: metered ones stand out, silent ones stand back.
struct LabelText {
    let label: Picture.Label
    let text: String

    init(_ label: Picture.Label) {
        self.label = label
        text = TextWidth.shortened(label.text)
    }

    var width: Double {
        TextWidth.of(text, size: Theme.labelSize, bold: !label.metering.isEmpty)
    }

    func draw(x: Double, baseline: Double, anchor: String, _ xml: inout XML) {
        xml.leaf(
            "text",
            [
                "class": style, "x": XML.number(x), "y": XML.number(baseline),
                "text-anchor": anchor,
            ], text: text)
    }

    /// What a reader who points at the label is told besides.
    var explanation: String {
        ([label.text] + label.metering.map(Self.words)).joined(separator: ", ")
    }

    private var style: String {
        if label.isSilent { return "silent" }
        return label.metering.isEmpty ? "trigger" : "metered"
    }

    private static func words(for metering: Metering) -> String {
        switch metering {
        case .opens(let meter): "opens \(meter)"
        case .closes(let meter): "closes \(meter)"
        case .changes(let meter): "changes \(meter)"
        }
    }
}
