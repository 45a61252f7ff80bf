import Synchronization

// Only the writer calls these. What is taken out keeps its content until the readers who stand on it
// have left.
extension TopicIndexTrie {
    /// The node where a pattern ends, 0 when there is none.
    func node(for pattern: TopicPattern) -> UInt32 {
        pattern.text.withBytes { bytes in
            var words = TopicIndexWords(bytes)
            var node = Self.root
            while node != 0, let word = words.next() {
                if let wildcard = TopicIndexNode.wildcard(word) {
                    node = self.node(node).pointee.child(forWildcard: wildcard)
                } else {
                    let segment = segment(for: word)
                    node = segment == 0 ? 0 : child(of: node, for: segment)
                }
            }
            return node
        }
    }

    /// The entry of a node whose value has this hash and is recognised, 0 when there is none.
    func entry(
        of node: UInt32, valueHash: UInt32, where isSought: (UnsafeRawPointer) -> Bool
    ) -> UInt32 {
        entries.find(hashing.hash(node, valueHash), in: entryCells) { cell in
            entry(cell).pointee.node.load(ordering: .relaxed) == node
                && isSought(UnsafeRawPointer(value(of: cell)))
        }
    }

    /// Takes an entry out, and the path to it as far as nothing else needs it.
    func removeEntry(_ cell: UInt32, valueHash: UInt32, _ writer: inout TopicIndexWriter) {
        let node = entry(cell).pointee.node.load(ordering: .relaxed)
        let previous = entry(cell).pointee.previous.load(ordering: .relaxed)
        let following = entry(cell).pointee.following.load(ordering: .relaxed)
        if following != 0 {
            entry(following).pointee.previous.store(previous, ordering: .relaxed)
        }
        if previous == 0 {
            self.node(node).pointee.entries.store(following, ordering: .releasing)
        } else {
            entry(previous).pointee.following.store(following, ordering: .releasing)
        }
        entries.remove(cell, hash: hashing.hash(node, valueHash), in: entryCells)
        writer.retireEntry(cell)
        prune(from: node, &writer)
    }

    private func prune(from leaf: UInt32, _ writer: inout TopicIndexWriter) {
        var cell = leaf
        while cell != Self.root, node(cell).pointee.isUseless {
            let parent = node(cell).pointee.parent
            let segment = node(cell).pointee.segment
            if segment >= TopicIndexNode.anyNumberOfWords {
                node(parent).pointee.setChild(forWildcard: segment, to: 0)
            } else {
                nodes.remove(cell, hash: hashing.hash(parent, segment), in: cells)
                node(parent).pointee.words.subtract(1, ordering: .releasing)
                release(segment, &writer)
            }
            writer.retireCells(cell, count: 1)
            cell = parent
        }
    }

    /// Takes a word out when its last node is gone.
    private func release(_ cell: UInt32, _ writer: inout TopicIndexWriter) {
        let uses = segment(cell).pointee.uses.subtract(1, ordering: .relaxed).newValue
        guard uses == 0 else { return }
        let length = Int(segment(cell).pointee.length)
        let word = UnsafeRawBufferPointer(
            start: cells.address(of: cell) + TopicIndexSegment.size, count: length)
        segments.remove(cell, hash: hashing.hash(word), in: cells)
        writer.retireCells(cell, count: TopicIndexSegment.cells(for: length))
    }
}

extension TopicIndexTrie {
    /// Shows each value in memory, those that wait for readers to leave as well.
    func forEachStoredValue(_ body: (UnsafeMutableRawPointer) -> Void) {
        var cell: UInt32 = 1
        while cell <= entryCells.last {
            if entry(cell).pointee.node.load(ordering: .relaxed) != 0 { body(value(of: cell)) }
            cell += 1
        }
    }
}
