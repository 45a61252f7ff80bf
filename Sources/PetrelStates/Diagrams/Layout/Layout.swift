/// Where everything stands.
struct Layout: Sendable {
    /// The way of one arrow from its source to its target, as the points it passes; between two
    /// points of different height it swings from one level to the other.
    struct Route: Sendable {
        /// Up to the label.
        var first: [Point]
        /// From the label on; empty for the arrow of a mark.
        var second: [Point]
        /// Where its label stands; marks have none.
        var label: Frame?
        var pointsRight: Bool
    }

    var boxes: [Frame]
    var marks: [Frame]
    var routes: [Route]
    var markRoutes: [Route]
    var size: Size

    init(_ problem: LayoutProblem) {
        let layers = Self.bestLayers(problem)
        let placement = Placement(layers, problem.metrics)
        let columns = Columns(layers, placement, problem.metrics)
        self.init(problem, layers, placement, columns)
    }

    /// The best of several searches: short arrows, few crossings. Large problems get fewer.
    private static func bestLayers(_ problem: LayoutProblem) -> Layers {
        let start = startingRanks(problem)
        let searches = min(8, max(1, 400 / (problem.arrows.count + 1)))
        let candidates = (0..<UInt64(searches)).map { seed in
            var search = RankSearch(problem, start: start, seed: seed)
            var layers = Layers(problem, ranks: search.run())
            layers.untangle()
            return (layers: layers, cost: search.cost + crossingCost * Double(layers.crossings))
        }
        return candidates.min { $0.cost < $1.cost }?.layers ?? Layers(problem, ranks: start)
    }

    private static let crossingCost = 0.7

    /// How many arrows away from a root each box is.
    private static func startingRanks(_ problem: LayoutProblem) -> [Int] {
        var ranks: [Int?] = problem.boxes.map { _ in nil }
        let roots = problem.marks.filter(\.isBefore).map(\.box)
        var frontier = roots.isEmpty && !ranks.isEmpty ? [0] : roots
        var distance = 0
        while !frontier.isEmpty {
            for box in frontier where ranks[box] == nil { ranks[box] = distance }
            frontier = problem.arrows.filter { frontier.contains($0.from) && ranks[$0.to] == nil }
                .map(\.to)
            distance += 1
        }
        return ranks.map { $0 ?? 0 }
    }
}
