/// The widths of everything: columns as wide as their widest node, gaps as wide as their steepest
/// arrow needs.
struct Columns {
    /// The left edge and the width of each column.
    private(set) var frames: [(x: Double, width: Double)] = []

    init(_ layers: Layers, _ placement: Placement, _ metrics: LayoutMetrics) {
        var edge = 0.0
        for (level, column) in layers.levels.enumerated() {
            let width = column.map { layers.nodes[$0].size.width }.max() ?? 0
            frames.append((edge, width))
            if column.isEmpty { continue }
            edge += width + Self.gap(after: level, layers, placement, metrics)
        }
    }

    private static func gap(
        after level: Int, _ layers: Layers, _ placement: Placement, _ metrics: LayoutMetrics
    ) -> Double {
        let steepest =
            layers.links.indices.filter { layers.nodes[layers.links[$0].left].level == level }
            .map { abs(placement.rise(of: $0)) }.max() ?? 0
        return metrics.columnGap + min(steepest * 0.22, 48)
    }
}
