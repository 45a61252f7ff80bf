/// A drawing laid out: states, their arrows, and the dots and rings where a life begins and ends.
struct Sheet: Sendable {
    let picture: Picture
    let states: [StateBox]
    let arrows: [ArrowDrawing]
    let marks: [LayoutProblem.Mark]
    let layout: Layout

    static let markSize = 14.0

    init(_ picture: Picture) {
        self.picture = picture
        states = picture.boxes.map(StateBox.init)
        arrows = picture.arrows.map { ArrowDrawing($0, picture.boxes) }
        marks = Self.marks(picture)
        layout = Layout(
            LayoutProblem(
                boxes: states.map(\.size),
                arrows: zip(picture.arrows, arrows).map {
                    LayoutProblem.Arrow(from: $0.from, to: $0.to, label: $1.size)
                },
                marks: marks))
    }

    private static func marks(_ picture: Picture) -> [LayoutProblem.Mark] {
        let size = Size(width: markSize, height: markSize)
        return picture.boxes.enumerated().flatMap { number, box in
            [(true, box.isInitial), (false, box.state.role == .final)].filter(\.1).map {
                LayoutProblem.Mark(box: number, isBefore: $0.0, size: size)
            }
        }
    }

    func draw(_ xml: inout XML) {
        for (arrow, route) in zip(arrows, layout.routes) { arrow.draw(route, &xml) }
        for route in layout.markRoutes { ArrowDrawing.drawLine(route, &xml) }
        for (state, frame) in zip(states, layout.boxes) { state.draw(in: frame, &xml) }
        for (mark, frame) in zip(marks, layout.marks) {
            Self.drawMark(frame, isEnding: !mark.isBefore, &xml)
        }
    }

    static func drawMark(_ frame: Frame, isEnding: Bool, _ xml: inout XML) {
        let centre = (XML.number(frame.x + frame.width / 2), XML.number(frame.middle))
        if isEnding {
            xml.leaf(
                "circle", ["class": "ring", "cx": centre.0, "cy": centre.1, "r": "6.3"])
        }
        xml.leaf(
            "circle",
            ["class": "dot", "cx": centre.0, "cy": centre.1, "r": isEnding ? "3.4" : "6"])
    }
}
