/// An arrow as it is drawn: a line through a plate with its triggers, and a head.
struct ArrowDrawing {
    let labels: [LabelText]
    let title: String

    init(_ arrow: Picture.Arrow, _ boxes: [Picture.Box]) {
        labels = arrow.labels.map(LabelText.init)
        let ends = "\(boxes[arrow.from].state.name) to \(boxes[arrow.to].state.name)"
        title = ([ends] + labels.map(\.explanation)).joined(separator: "; ")
    }

    /// How far the plate's point stands out.
    private static let point = 7.0

    /// The size of the plate.
    var size: Size {
        Size(
            width: (labels.map(\.width).max() ?? 0) + 8 + 2 * Self.point,
            height: Double(labels.count) * Theme.lineHeight + 4)
    }

    func draw(_ route: Layout.Route, _ xml: inout XML) {
        xml.group("g", ["class": "arrow"]) { xml in
            xml.leaf("title", text: title)
            Self.drawLine(route, &xml)
            guard let plate = route.label else { return }
            xml.leaf("path", ["class": "plate", "d": Self.tag(plate, route.pointsRight)])
            for (line, label) in labels.enumerated() {
                label.draw(
                    x: plate.x + plate.width / 2,
                    baseline: plate.y + Double(line + 1) * Theme.lineHeight - 1.5, anchor: "middle",
                    &xml)
            }
        }
    }

    static func drawLine(_ route: Layout.Route, _ xml: inout XML) {
        for points in [route.first, route.second] where !points.isEmpty {
            xml.leaf("path", ["class": "line", "d": path(points)])
        }
        let last = route.second.isEmpty ? route.first : route.second
        guard let tip = last.last else { return }
        let back = route.pointsRight ? -8.0 : 8.0
        xml.leaf(
            "path",
            [
                "class": "head",
                "d": "M\(pair(tip.x, tip.y))L\(pair(tip.x + back, tip.y - 3.8))"
                    + "L\(pair(tip.x + back, tip.y + 3.8))z",
            ])
    }

    /// A plate with a point at the end the arrow goes to.
    private static func tag(_ plate: Frame, _ pointsRight: Bool) -> String {
        let (tail, shoulder, tip) =
            pointsRight
            ? (plate.x, plate.right - point, plate.right)
            : (plate.right, plate.x + point, plate.x)
        return "M\(pair(tail, plate.y))H\(XML.number(shoulder))L\(pair(tip, plate.middle))"
            + "L\(pair(shoulder, plate.bottom))H\(XML.number(tail))z"
    }

    /// Level where it crosses columns, swinging between them.
    private static func path(_ points: [Point]) -> String {
        var path = "M\(pair(points[0].x, points[0].y))"
        for (from, to) in zip(points, points.dropFirst()) where from != to {
            if abs(from.y - to.y) < 0.05 {
                path += "H\(XML.number(to.x))"
            } else {
                let middle = (from.x + to.x) / 2
                path += "C\(pair(middle, from.y)) \(pair(middle, to.y)) \(pair(to.x, to.y))"
            }
        }
        return path
    }

    private static func pair(_ x: Double, _ y: Double) -> String {
        "\(XML.number(x)) \(XML.number(y))"
    }
}
