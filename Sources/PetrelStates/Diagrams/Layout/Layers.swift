/// The drawing as columns of nodes, with links between neighbouring columns only.
///
/// Boxes stand in odd columns. Every arrow has its label in the even column beside its source, and
/// a bend in each other column it passes, so that whatever stands in a column keeps its own place
/// there and nothing is drawn over it.
struct Layers {
    enum Content: Hashable {
        case box(Int)
        case mark(Int)
        case label(arrow: Int)
        case bend(arrow: Int)
    }

    struct Node {
        let content: Content
        let level: Int
        var size: Size
        /// The links that meet this node, from the left and from the right.
        var left: [Int] = []
        var right: [Int] = []

        var isBend: Bool { if case .bend = content { true } else { false } }
        var isBox: Bool { if case .box = content { true } else { false } }
    }

    /// A piece of an arrow between two neighbouring columns.
    struct Link {
        let arrow: Int
        let left: Int
        let right: Int
    }

    var nodes: [Node] = []
    var links: [Link] = []
    /// The nodes of each column from top to bottom.
    var levels: [[Int]]
    /// The nodes each arrow passes, from left to right; after the arrows those of the marks.
    var chains: [[Int]] = []

    init(_ problem: LayoutProblem, ranks: [Int]) {
        levels = Array(repeating: [], count: 2 * (ranks.max() ?? 0) + 3)
        for (box, size) in problem.boxes.enumerated() {
            _ = add(.box(box), level: 2 * ranks[box] + 1, size: size)
        }
        let marks = problem.marks.enumerated().map { number, mark in
            let level = 2 * ranks[mark.box] + (mark.isBefore ? 0 : 2)
            return add(.mark(number), level: level, size: mark.size)
        }
        for (number, arrow) in problem.arrows.enumerated() {
            let pointsRight = ranks[arrow.from] < ranks[arrow.to]
            let start = pointsRight ? arrow.from : arrow.to
            let end = pointsRight ? arrow.to : arrow.from
            let labelLevel = 2 * ranks[arrow.from] + (pointsRight ? 2 : 0)
            var chain = [start]
            for level in (2 * ranks[start] + 2)..<(2 * ranks[end] + 1) {
                let isLabel = level == labelLevel
                chain.append(
                    add(
                        isLabel ? .label(arrow: number) : .bend(arrow: number), level: level,
                        size: isLabel ? arrow.label : .zero))
            }
            chain.append(end)
            connect(chain, arrow: number)
        }
        for (number, (mark, node)) in zip(problem.marks, marks).enumerated() {
            let chain = mark.isBefore ? [node, mark.box] : [mark.box, node]
            connect(chain, arrow: problem.arrows.count + number)
        }
        makeRoomForPorts(problem.metrics)
    }

    private mutating func add(_ content: Content, level: Int, size: Size) -> Int {
        nodes.append(Node(content: content, level: level, size: size))
        levels[level].append(nodes.count - 1)
        return nodes.count - 1
    }

    private mutating func connect(_ chain: [Int], arrow: Int) {
        chains.append(chain)
        for (left, right) in zip(chain, chain.dropFirst()) {
            nodes[left].right.append(links.count)
            nodes[right].left.append(links.count)
            links.append(Link(arrow: arrow, left: left, right: right))
        }
    }

    /// Makes boxes as high as their busier side needs.
    private mutating func makeRoomForPorts(_ metrics: LayoutMetrics) {
        for node in nodes.indices where nodes[node].isBox {
            let ports = max(nodes[node].left.count, nodes[node].right.count)
            let needed = Double(ports - 1) * metrics.portSpacing + 2 * metrics.cornerSpacing
            nodes[node].size.height = max(nodes[node].size.height, needed)
        }
    }
}
