extension Layers {
    /// Orders every column so that few arrows cross: barycentres swept to and fro, then neighbours
    /// swapped.
    mutating func untangle() {
        improve(patience: 4) { layers, round in
            let goesRight = round.isMultiple(of: 2)
            for level in goesRight ? Array(layers.levels.indices) : layers.levels.indices.reversed()
            {
                layers.sortByBarycentre(level, lookingLeft: goesRight)
            }
        }
        improve(patience: 1) { layers, _ in
            for level in layers.levels.indices { layers.swapNeighbours(level) }
        }
    }

    /// Repeats a step for as long as crossings get fewer, with so many rounds of patience, and
    /// keeps the best order.
    private mutating func improve(patience: Int, _ step: (inout Layers, Int) -> Void) {
        var (best, fewest, rounds, left) = (levels, crossings, 0, patience)
        while fewest > 0, left > 0 {
            step(&self, rounds)
            rounds += 1
            let now = crossings
            left = now < fewest ? patience : left - 1
            if now < fewest { (fewest, best) = (now, levels) }
        }
        levels = best
    }

    /// How often arrows cross in all.
    var crossings: Int {
        let places = self.places
        return levels.reduce(0) { sum, level in
            var above = RunningCounts()
            var count = 0
            for node in level {
                let ends = nodes[node].right.map { places[links[$0].right] }
                for end in ends { count += above.total - above.count(upTo: end) }
                for end in ends { above.add(end) }
            }
            return sum + count
        }
    }

    /// Where each node stands in its column.
    private var places: [Int] {
        var places = Array(repeating: 0, count: nodes.count)
        for level in levels {
            for (place, node) in level.enumerated() { places[node] = place }
        }
        return places
    }

    private func neighbours(of node: Int, lookingLeft: Bool) -> [Int] {
        lookingLeft
            ? nodes[node].left.map { links[$0].left } : nodes[node].right.map { links[$0].right }
    }

    /// Puts each node where, on average, the nodes it is joined to on one side stand.
    private mutating func sortByBarycentre(_ level: Int, lookingLeft: Bool) {
        let side = level + (lookingLeft ? -1 : 1)
        guard levels.indices.contains(side) else { return }
        let places = self.places
        let scale = Double(levels[level].count) / Double(max(1, levels[side].count))
        let keys = levels[level].map { node -> Double in
            let others = neighbours(of: node, lookingLeft: lookingLeft)
            if others.isEmpty { return Double(places[node]) }
            return Double(others.reduce(0) { $0 + places[$1] }) / Double(others.count) * scale
        }
        let order = levels[level].indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        levels[level] = order.map { levels[level][$0] }
    }

    /// Swaps neighbours in a column for as long as that takes crossings away.
    private mutating func swapNeighbours(_ level: Int) {
        let places = self.places
        let left = levels[level].map { neighbours(of: $0, lookingLeft: true).map { places[$0] } }
        let right = levels[level].map { neighbours(of: $0, lookingLeft: false).map { places[$0] } }
        var order = Array(levels[level].indices)
        var improved = true
        while improved {
            improved = false
            for place in order.indices.dropLast() {
                let (upper, lower) = (order[place], order[place + 1])
                let now = crossed(left[upper], left[lower]) + crossed(right[upper], right[lower])
                let then = crossed(left[lower], left[upper]) + crossed(right[lower], right[upper])
                if then < now {
                    order.swapAt(place, place + 1)
                    improved = true
                }
            }
        }
        levels[level] = order.map { levels[level][$0] }
    }

    /// How often the arrows of one node cross those of the node below it, on one side.
    private func crossed(_ upper: [Int], _ lower: [Int]) -> Int {
        upper.reduce(0) { count, place in count + lower.count { $0 < place } }
    }
}
