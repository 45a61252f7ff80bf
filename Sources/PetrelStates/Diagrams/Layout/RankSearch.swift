/// Gives every box a column, so that arrows are short, mostly point to the right, and columns are
/// of similar height.
///
/// A simulated annealing over single moves, with its own fixed sequence of numbers: the same rows
/// give the same columns.
struct RankSearch {
    private let problem: LayoutProblem
    private let neighbours: [[(box: Int, isSource: Bool)]]
    private let columns: Int
    /// How strongly each box is drawn to the left: where a life begins; below zero to the right:
    /// where it ends.
    private let pull: [Double]
    private(set) var ranks: [Int]
    private var load: [Double]
    private var random: SequenceOfNumbers

    private static let backwardCost = 0.7
    private static let sameColumnCost = 8.0
    private static let loadCost = 0.035
    private static let columnCost = 3.0

    init(_ problem: LayoutProblem, start: [Int], seed: UInt64) {
        self.problem = problem
        var neighbours = Array(
            repeating: [(box: Int, isSource: Bool)](), count: problem.boxes.count)
        for arrow in problem.arrows {
            neighbours[arrow.from].append((arrow.to, true))
            neighbours[arrow.to].append((arrow.from, false))
        }
        self.neighbours = neighbours
        var pull = Array(repeating: 0.0, count: problem.boxes.count)
        for mark in problem.marks { pull[mark.box] += mark.isBefore ? 2.5 : -0.5 }
        self.pull = pull
        random = SequenceOfNumbers(seed: seed)
        ranks = start
        columns = max(2, (start.max() ?? 0) + 2)
        load = Array(repeating: 0, count: columns)
        for rank in start { load[rank] += 1 }
    }

    /// The columns, numbered from zero without holes, with no arrow inside one.
    mutating func run() -> [Int] {
        let steps = 600 * ranks.count
        var best = ranks
        var cost = 0.0
        var bestCost = 0.0
        for step in 0..<steps {
            let heat = 3.0 * (1 - Double(step) / Double(steps))
            let box = random.next(below: ranks.count)
            let column = random.next(below: columns)
            let change = self.change(box, to: column)
            guard change < 0 || random.nextFraction() < exponential(-change / max(heat, 0.01))
            else { continue }
            move(box, to: column)
            cost += change
            if cost < bestCost - 1e-9 {
                bestCost = cost
                best = ranks
            }
        }
        ranks = best
        separate()
        compact()
        return ranks
    }

    /// What the columns found cost in all; less is better.
    var cost: Double {
        let boxes = ranks.indices.reduce(0.0) { $0 + cost($1, at: ranks[$1]) }
        let marks = ranks.indices.reduce(0.0) { $0 + pull[$1] * Double(ranks[$1]) }
        let used = load.filter { $0 > 0 }
        return (boxes + marks) / 2
            + used.reduce(0) { $0 + Self.loadCost * $1 * $1 + Self.columnCost }
    }

    private mutating func move(_ box: Int, to column: Int) {
        load[ranks[box]] -= 1
        load[column] += 1
        ranks[box] = column
    }

    private func change(_ box: Int, to column: Int) -> Double {
        let old = ranks[box]
        if old == column { return 0 }
        let crowding = (load[column] + 1) * (load[column] + 1) - load[column] * load[column]
        let relief = load[old] * load[old] - (load[old] - 1) * (load[old] - 1)
        let opened = (load[column] == 0 ? 1.0 : 0) - (load[old] == 1 ? 1.0 : 0)
        return cost(box, at: column) - cost(box, at: old) + Self.loadCost * (crowding - relief)
            + Self.columnCost * opened
    }

    private func cost(_ box: Int, at column: Int) -> Double {
        var cost = pull[box] * Double(column)
        for neighbour in neighbours[box] {
            let length = (ranks[neighbour.box] - column) * (neighbour.isSource ? 1 : -1)
            cost += Double(abs(length))
            if length < 0 { cost += Self.backwardCost }
            if length == 0 { cost += Self.sameColumnCost }
        }
        return cost
    }

    /// Opens a new column wherever an arrow is left inside one.
    private mutating func separate() {
        while let arrow = problem.arrows.first(where: { ranks[$0.from] == ranks[$0.to] }) {
            let rank = ranks[arrow.from]
            for box in ranks.indices where ranks[box] > rank || box == arrow.to {
                ranks[box] += 1
            }
        }
    }

    private mutating func compact() {
        let used = Array(Set(ranks)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(used, used.indices))
        ranks = ranks.map { numbers[$0] ?? 0 }
        load = used.indices.map { column in Double(ranks.count { $0 == column }) }
    }

    /// e to the power of x for x at most zero, close enough to toss a coin with.
    private func exponential(_ x: Double) -> Double {
        if x < -16 { return 0 }
        var power = 1 + x / 256
        for _ in 0..<8 { power *= power }
        return power
    }
}
