/// The heights of everything: nodes in their columns and the places where arrows meet boxes.
struct Placement {
    let layers: Layers
    private let metrics: LayoutMetrics
    /// The middle of each node.
    private(set) var y: [Double]
    /// Where each link begins and ends, relative to the middle of its node.
    private(set) var leftPort: [Double]
    private(set) var rightPort: [Double]

    init(_ layers: Layers, _ metrics: LayoutMetrics) {
        self.layers = layers
        self.metrics = metrics
        y = Array(repeating: 0, count: layers.nodes.count)
        leftPort = Array(repeating: 0, count: layers.links.count)
        rightPort = leftPort
        stack()
        for _ in 0..<3 { spreadPorts(squared: true) }
        for round in 0..<18 {
            sweep(squared: round < 11)
            spreadPorts(squared: round < 11)
        }
    }

    /// Columns as dense as they can be, around a common middle.
    private mutating func stack() {
        for level in layers.levels {
            var edge = 0.0
            for (place, node) in level.enumerated() {
                if place > 0 { edge += distance(level[place - 1], node) }
                y[node] = edge
            }
            for node in level { y[node] -= edge / 2 }
        }
    }

    private func distance(_ upper: Int, _ lower: Int) -> Double {
        let nodes = (layers.nodes[upper], layers.nodes[lower])
        let spacing = nodes.0.isBend || nodes.1.isBend ? metrics.laneSpacing : metrics.spacing
        return (nodes.0.size.height + nodes.1.size.height) / 2 + spacing
    }

    /// Moves every column to where its arrows are as straight as possible, from left to right and
    /// back.
    private mutating func sweep(squared: Bool) {
        for level in layers.levels.indices { settle(level, squared) }
        for level in layers.levels.indices.reversed() { settle(level, squared) }
    }

    private mutating func settle(_ level: Int, _ squared: Bool) {
        let column = layers.levels[level]
        let items = column.enumerated().map { place, node in
            Isotonic.Item(
                wishes: wishes(of: node),
                distance: place == 0 ? 0 : distance(column[place - 1], node))
        }
        for (node, place) in zip(column, Isotonic.places(of: items, squared: squared)) {
            y[node] = place
        }
    }

    /// Where each of a node's arrows would run straight.
    private func wishes(of node: Int) -> [(place: Double, weight: Double)] {
        let left = layers.nodes[node].left.map { link in
            (y[layers.links[link].left] + leftPort[link] - rightPort[link], weight(of: link))
        }
        let right = layers.nodes[node].right.map { link in
            (y[layers.links[link].right] + rightPort[link] - leftPort[link], weight(of: link))
        }
        return left + right + [(y[node], 0.01)]
    }

    /// Long arrows are straightened first.
    private func weight(of link: Int) -> Double {
        let ends = [layers.links[link].left, layers.links[link].right]
        if ends.allSatisfy({ layers.nodes[$0].isBend }) { return 8 }
        return ends.contains { layers.nodes[$0].isBox } ? 1 : 4
    }

    /// Lets the arrows on a box's side meet it where they come from, in order and apart.
    private mutating func spreadPorts(squared: Bool) {
        for node in layers.nodes.indices where layers.nodes[node].isBox {
            let left = layers.nodes[node].left.map { ($0, y[layers.links[$0].left] + leftPort[$0]) }
            for (link, port) in ports(left, on: node, squared) { rightPort[link] = port }
            let right = layers.nodes[node].right.map {
                ($0, y[layers.links[$0].right] + rightPort[$0])
            }
            for (link, port) in ports(right, on: node, squared) { leftPort[link] = port }
        }
    }

    private func ports(
        _ links: [(link: Int, from: Double)], on node: Int, _ squared: Bool
    ) -> [(Int, Double)] {
        let room = layers.nodes[node].size.height / 2 - metrics.cornerSpacing
        let sorted = links.sorted { ($0.from, $0.link) < ($1.from, $1.link) }
        let items = sorted.enumerated().map { place, link in
            Isotonic.Item(
                wishes: [(link.from - y[node], 1)], distance: place == 0 ? 0 : metrics.portSpacing)
        }
        let wished = Isotonic.places(of: items, squared: squared)
        return sorted.enumerated().map { place, link in
            let lowest = -room + Double(place) * metrics.portSpacing
            let highest = room - Double(sorted.count - 1 - place) * metrics.portSpacing
            return (link.link, highest < lowest ? 0 : min(max(wished[place], lowest), highest))
        }
    }

    /// How far a link climbs or falls on its way to the right.
    func rise(of link: Int) -> Double {
        y[layers.links[link].right] + rightPort[link] - y[layers.links[link].left] - leftPort[link]
    }
}
