/// Places things in a row, in their order and apart from each other, as near to where each would like to be as the
/// others allow.
enum Isotonic {
    struct Item {
        /// The places it would like to be at, with their weights.
        var wishes: [(place: Double, weight: Double)]
        /// How far it keeps from the item before it.
        var distance: Double
    }

    private struct Block {
        var first: Int
        var wishes: [(place: Double, weight: Double)]
        var value: Double
    }

    /// Least sum of weighted distances (or of their squares, which converges faster and bends more).
    static func places(of items: [Item], squared: Bool) -> [Double] {
        var offsets: [Double] = []
        for item in items { offsets.append((offsets.last ?? -item.distance) + item.distance) }
        var blocks: [Block] = []
        for (number, item) in items.enumerated() {
            let wishes = item.wishes.map { ($0.place - offsets[number], $0.weight) }
            blocks.append(Block(first: number, wishes: wishes, value: value(wishes, squared)))
            while blocks.count > 1, blocks[blocks.count - 2].value > blocks[blocks.count - 1].value
            {
                let last = blocks.removeLast()
                blocks[blocks.count - 1].wishes += last.wishes
                blocks[blocks.count - 1].value = value(blocks[blocks.count - 1].wishes, squared)
            }
        }
        var places: [Double] = []
        for (number, block) in blocks.enumerated() {
            let end = number + 1 < blocks.count ? blocks[number + 1].first : items.count
            places += (block.first..<end).map { block.value + offsets[$0] }
        }
        return places
    }

    private static func value(_ wishes: [(place: Double, weight: Double)], _ squared: Bool)
        -> Double
    {
        let total = wishes.reduce(0) { $0 + $1.weight }
        if squared { return wishes.reduce(0) { $0 + $1.place * $1.weight } / total }
        var sum = 0.0
        let sorted = wishes.sorted { $0.place < $1.place }
        for wish in sorted {
            sum += wish.weight
            if sum * 2 >= total { return wish.place }
        }
        return sorted.last?.place ?? 0
    }
}
