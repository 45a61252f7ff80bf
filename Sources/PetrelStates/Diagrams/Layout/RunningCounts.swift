/// Counts small numbers as they come, and tells at any time how many were at most so large, in
/// logarithmic time.
struct RunningCounts {
    /// A Fenwick tree: each slot counts as many numbers below it as its lowest set bit says.
    private var slots = [0]
    private(set) var total = 0

    mutating func add(_ number: Int) {
        grow(to: number + 1)
        total += 1
        var slot = number + 1
        while slot < slots.count {
            slots[slot] += 1
            slot += slot & -slot
        }
    }

    func count(upTo number: Int) -> Int {
        var slot = min(number + 1, slots.count - 1)
        var count = 0
        while slot > 0 {
            count += slots[slot]
            slot -= slot & -slot
        }
        return count
    }

    private mutating func grow(to slot: Int) {
        while slots.count <= slot {
            let next = slots.count
            let covered = next & -next
            slots.append(count(upTo: next - 2) - count(upTo: next - 1 - covered))
        }
    }
}
