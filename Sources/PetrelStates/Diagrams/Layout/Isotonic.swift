/// Places things in a row, in their order and apart from each other, as near to where each would
/// like to be as the others allow.
enum Isotonic {
    typealias Wish = (place: Double, weight: Double)

    struct Item {
        /// The places it would like to be at, with their weights.
        var wishes: [Wish]
        /// How far it keeps from the item before it.
        var distance: Double
    }

    /// Items that push against each other and so move as one.
    private struct Block {
        var first: Int
        /// From the smallest place to the largest; only kept for medians.
        var wishes: [Wish]
        var sum: Double
        var weight: Double

        init(first: Int, wishes: [Wish], keepsWishes: Bool) {
            self.first = first
            self.wishes = keepsWishes ? wishes.sorted { $0.place < $1.place } : []
            sum = wishes.reduce(0) { $0 + $1.place * $1.weight }
            weight = wishes.reduce(0) { $0 + $1.weight }
        }

        /// The mean of the wishes, or their median where they are kept.
        var value: Double {
            var passed = 0.0
            for wish in wishes {
                passed += wish.weight
                if passed * 2 >= weight { return wish.place }
            }
            return sum / weight
        }

        mutating func absorb(_ other: Block) {
            wishes = Self.merged(wishes, other.wishes)
            sum += other.sum
            weight += other.weight
        }

        private static func merged(_ one: [Wish], _ other: [Wish]) -> [Wish] {
            var merged: [Wish] = []
            merged.reserveCapacity(one.count + other.count)
            var rest = other[...]
            for wish in one {
                while let next = rest.first, next.place < wish.place {
                    merged.append(rest.removeFirst())
                }
                merged.append(wish)
            }
            return merged + rest
        }
    }

    /// Least sum of weighted distances (or of their squares, which converges faster and bends
    /// more).
    static func places(of items: [Item], squared: Bool) -> [Double] {
        let offsets = offsets(of: items)
        var blocks: [(block: Block, value: Double)] = []
        for (number, item) in items.enumerated() {
            let wishes = item.wishes.map { ($0.place - offsets[number], $0.weight) }
            var block = Block(first: number, wishes: wishes, keepsWishes: !squared)
            var value = block.value
            while let previous = blocks.last, previous.value > value {
                var joined = blocks.removeLast().block
                joined.absorb(block)
                block = joined
                value = block.value
            }
            blocks.append((block, value))
        }
        let ends = blocks.dropFirst().map(\.block.first) + [items.count]
        return zip(blocks, ends).flatMap { entry, end in
            (entry.block.first..<end).map { entry.value + offsets[$0] }
        }
    }

    /// Where each item would stand if all stood as close as they may.
    private static func offsets(of items: [Item]) -> [Double] {
        var offsets: [Double] = []
        for item in items { offsets.append((offsets.last ?? -item.distance) + item.distance) }
        return offsets
    }
}
