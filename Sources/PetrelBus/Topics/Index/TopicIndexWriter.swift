import Synchronization

/// What only the writer of an index knows: which cells are free, and which will be when the readers
/// who may still see them have left.
struct TopicIndexWriter: Sendable {
    /// Taken out of the index, but perhaps in a reader's sight.
    private enum Retired {
        case cells(UInt32, count: Int)
        case entry(UInt32)
    }

    /// Free runs of cells, by their length.
    private var freeCells = [TopicIndexFreeList](repeating: TopicIndexFreeList(), count: 10)
    private var freeEntries = TopicIndexFreeList()
    /// Retired in this epoch and in the one before.
    private var retired: [Retired] = []
    private var retiredBefore: [Retired] = []

    mutating func takeCells(_ count: Int, from trie: TopicIndexTrie) -> UInt32 {
        freeCells[count].pop(from: trie.cells) ?? trie.cells.append(count)
    }

    mutating func takeEntry(from trie: TopicIndexTrie) -> UInt32 {
        freeEntries.pop(from: trie.entryCells) ?? trie.entryCells.append()
    }

    mutating func retireCells(_ first: UInt32, count: Int) {
        retired.append(.cells(first, count: count))
    }

    mutating func retireEntry(_ cell: UInt32) {
        retired.append(.entry(cell))
    }

    /// Frees what no reader can see any more. The values of freed entries go through `release`.
    mutating func reclaim(
        in trie: TopicIndexTrie, release: (UnsafeMutableRawPointer) -> Void
    ) {
        while !(retired.isEmpty && retiredBefore.isEmpty), trie.readers.beginEpoch() {
            for item in retiredBefore { free(item, in: trie, release) }
            retiredBefore.removeAll(keepingCapacity: true)
            swap(&retired, &retiredBefore)
        }
    }

    private mutating func free(
        _ item: Retired, in trie: TopicIndexTrie, _ release: (UnsafeMutableRawPointer) -> Void
    ) {
        switch item {
        case .cells(let first, let count):
            freeCells[count].push(first, in: trie.cells)
        case .entry(let cell):
            release(trie.value(of: cell))
            trie.entry(cell).pointee.node.store(0, ordering: .relaxed)
            freeEntries.push(cell, in: trie.entryCells)
        }
    }
}
