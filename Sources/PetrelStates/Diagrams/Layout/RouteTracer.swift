/// Turns columns and heights into frames and points.
struct RouteTracer {
    private let layers: Layers
    private let placement: Placement
    private let columns: Columns
    private let top: Double
    /// The frame of each node.
    private(set) var frames: [Frame] = []

    init(_ layers: Layers, _ placement: Placement, _ columns: Columns) {
        let edges = layers.nodes.indices.map { placement.y[$0] - layers.nodes[$0].size.height / 2 }
        self.layers = layers
        self.placement = placement
        self.columns = columns
        top = edges.min() ?? 0
        frames = layers.nodes.indices.map(frame)
    }

    /// Boxes and labels stand in the middle of their column, marks at the edge nearest to their
    /// box.
    private func frame(of node: Int) -> Frame {
        let size = layers.nodes[node].size
        let column = columns.frames[layers.nodes[node].level]
        var share = 0.5
        if case .mark = layers.nodes[node].content {
            share = layers.nodes[node].left.isEmpty ? 1 : 0
        }
        return Frame(
            x: column.x + (column.width - size.width) * share,
            y: placement.y[node] - size.height / 2 - top, width: size.width, height: size.height)
    }

    /// Out of a box to the edge of its column, across each column the arrow passes, into the other
    /// box.
    func route(_ number: Int, pointsRight: Bool) -> Layout.Route {
        var pieces: [[Point]] = [[]]
        var label: Frame?
        for link in layers.links.indices where layers.links[link].arrow == number {
            pieces[pieces.count - 1] += points(along: link)
            if case .label = layers.nodes[layers.links[link].right].content {
                label = frames[layers.links[link].right]
                pieces.append([])
            }
        }
        if !pointsRight { pieces = pieces.reversed().map { $0.reversed() } }
        return Layout.Route(
            first: pieces[0], second: pieces.count > 1 ? pieces[1] : [], label: label,
            pointsRight: pointsRight)
    }

    private func points(along link: Int) -> [Point] {
        let (left, right) = (layers.links[link].left, layers.links[link].right)
        let from = columns.frames[layers.nodes[left].level]
        let to = columns.frames[layers.nodes[right].level]
        let start = placement.y[left] + placement.leftPort[link] - top
        let end = placement.y[right] + placement.rightPort[link] - top
        return [
            Point(x: layers.nodes[left].isBend ? from.x : frames[left].right, y: start),
            Point(x: from.x + from.width, y: start),
            Point(x: to.x, y: end),
            Point(x: layers.nodes[right].isBend ? to.x : frames[right].x, y: end),
        ]
    }
}
