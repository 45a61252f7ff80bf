/// A state as it is drawn: its name, its time limit, and below a rule the triggers that leave it
/// where it is.
struct StateBox {
    let box: Picture.Box
    let name: String
    let limit: String?

    static let padding = 12.0

    init(_ box: Picture.Box) {
        self.box = box
        name = TextWidth.shortened(box.state.name)
        limit = box.state.role.limit.map { "at most \(Self.words(for: $0))" }
    }

    /// The size its text needs.
    var size: Size {
        let texts =
            [TextWidth.of(name, size: Theme.nameSize, bold: true)]
            + [limit].compactMap { $0 }.map { TextWidth.of($0, size: Theme.labelSize) }
            + box.loops.map { LabelText($0).width + Self.loopIndent }
        let loops = box.loops.isEmpty ? 0 : Double(box.loops.count) * Theme.lineHeight + 8
        return Size(
            width: (texts.max() ?? 0) + 2 * Self.padding,
            height: headHeight + loops + 12)
    }

    static let loopIndent = 14.0

    private var headHeight: Double { limit == nil ? 20 : 34 }

    func draw(in frame: Frame, _ xml: inout XML) {
        xml.group("g", ["class": "state"]) { xml in
            xml.leaf("title", text: "\(box.state.name): \(box.state.meaning)")
            drawBorder(frame, &xml)
            let used = size.height
            let top = frame.y + (frame.height - used) / 2
            let centre = XML.number(frame.x + frame.width / 2)
            xml.leaf(
                "text",
                [
                    "class": "name", "x": centre, "y": XML.number(top + 20),
                    "text-anchor": "middle",
                ], text: name)
            if let limit {
                xml.leaf(
                    "text",
                    [
                        "class": "limit", "x": centre, "y": XML.number(top + 34),
                        "text-anchor": "middle",
                    ], text: limit)
            }
            drawLoops(frame, from: top + headHeight + 8, &xml)
        }
    }

    private func drawBorder(_ frame: Frame, _ xml: inout XML) {
        xml.leaf("rect", Self.rectangle(frame, radius: 9, "box \(box.state.role)"))
        if box.mayBeRemoved { Self.drawRemovalSign(x: frame.right - 4, y: frame.y + 4, &xml) }
        if box.state.role == .final {
            let inner = Frame(
                x: frame.x + 3, y: frame.y + 3, width: frame.width - 6, height: frame.height - 6)
            xml.leaf("rect", Self.rectangle(inner, radius: 6.5, "rule"))
        }
    }

    private func drawLoops(_ frame: Frame, from top: Double, _ xml: inout XML) {
        guard !box.loops.isEmpty else { return }
        let left = frame.x + Self.padding
        xml.leaf(
            "path",
            [
                "class": "rule",
                "d":
                    "M\(XML.number(frame.x + 6)) \(XML.number(top))H\(XML.number(frame.right - 6))",
            ])
        Self.drawLoopSign(x: left - 2, y: top + 6, &xml)
        for (line, label) in box.loops.enumerated() {
            let baseline = top + Double(line + 1) * Theme.lineHeight
            LabelText(label).draw(
                x: left + Self.loopIndent, baseline: baseline, anchor: "start", &xml)
        }
    }

    /// An arrow that comes back to where it began.
    static func drawLoopSign(x: Double, y: Double, _ xml: inout XML) {
        let origin = "translate(\(XML.number(x)) \(XML.number(y)))"
        xml.group("g", ["transform": origin]) { xml in
            xml.leaf("path", ["class": "line", "d": "M7.5 1.2A4 4 0 1 0 9 4.6"])
            xml.leaf("path", ["class": "head", "d": "M5.6 -1.4L10.4 0.6L6.2 3.6z"])
        }
    }

    /// A cross in a circle.
    static func drawRemovalSign(x: Double, y: Double, _ xml: inout XML) {
        xml.group("g", ["transform": "translate(\(XML.number(x)) \(XML.number(y)))"]) { xml in
            xml.leaf("circle", ["class": "sign", "r": "5.5"])
            xml.leaf("path", ["class": "line", "d": "M-2.2 -2.2L2.2 2.2M-2.2 2.2L2.2 -2.2"])
        }
    }

    static func rectangle(
        _ frame: Frame, radius: Double, _ style: String
    ) -> KeyValuePairs<String, String> {
        [
            "class": style, "x": XML.number(frame.x), "y": XML.number(frame.y),
            "width": XML.number(frame.width), "height": XML.number(frame.height),
            "rx": XML.number(radius),
        ]
    }

    /// The limit in its largest whole unit.
    static func words(for limit: Duration) -> String {
        let seconds = limit.components.seconds
        let units: [(Int64, String)] = [(86_400, "d"), (3_600, "h"), (60, "min")]
        for (size, unit) in units where seconds >= size && seconds % size == 0 {
            return "\(seconds / size) \(unit)"
        }
        return "\(seconds) s"
    }
}
