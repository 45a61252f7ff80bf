extension Layout {
    init(_ problem: LayoutProblem, _ layers: Layers, _ placement: Placement, _ columns: Columns) {
        let tracer = RouteTracer(layers, placement, columns)
        let (boxCount, markCount) = (problem.boxes.count, problem.marks.count)
        boxes = Array(tracer.frames[..<boxCount])
        marks = Array(tracer.frames[boxCount..<(boxCount + markCount)])
        routes = problem.arrows.enumerated().map { number, arrow in
            tracer.route(number, pointsRight: layers.chains[number].first == arrow.from)
        }
        markRoutes = problem.marks.indices.map {
            tracer.route(problem.arrows.count + $0, pointsRight: true)
        }
        size = Size(
            width: columns.frames.map { $0.x + $0.width }.max() ?? 0,
            height: tracer.frames.map(\.bottom).max() ?? 0)
    }
}
