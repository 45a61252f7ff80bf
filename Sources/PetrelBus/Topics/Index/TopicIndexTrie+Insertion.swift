import Synchronization

// Only the writer calls these. New nodes are empty until their first entry stands in them, so a
// reader who meets a path in the making finds nothing at its end.
extension TopicIndexTrie {
    /// The node where a pattern ends, made with the whole path to it when it is not there.
    func makeNode(for pattern: TopicPattern, _ writer: inout TopicIndexWriter) -> UInt32 {
        pattern.text.withBytes { bytes in
            var words = TopicIndexWords(bytes)
            var node = Self.root
            while let word = words.next() {
                node = makeChild(of: node, for: word, &writer)
            }
            return node
        }
    }

    /// Adds an entry, whose value the closure writes.
    func addEntry(
        to node: UInt32, valueHash: UInt32, _ writer: inout TopicIndexWriter,
        write: (UnsafeMutableRawPointer) -> Void
    ) {
        let cell = writer.takeEntry(from: self)
        let first = self.node(node).pointee.entries.load(ordering: .relaxed)
        entryCells.address(of: cell).bindMemory(to: TopicIndexEntry.self, capacity: 1)
            .initialize(to: TopicIndexEntry(node: node, following: first))
        write(value(of: cell))
        if first != 0 { entry(first).pointee.previous.store(cell, ordering: .relaxed) }
        entries.insert(cell, hash: hashing.hash(node, valueHash), in: entryCells)
        self.node(node).pointee.entries.store(cell, ordering: .releasing)
    }

    private func makeChild(
        of parent: UInt32, for word: UnsafeRawBufferPointer, _ writer: inout TopicIndexWriter
    ) -> UInt32 {
        if let wildcard = TopicIndexNode.wildcard(word) {
            return makeWildcardChild(of: parent, wildcard, &writer)
        }
        let segment = makeSegment(for: word, &writer)
        let known = child(of: parent, for: segment)
        if known != 0 { return known }
        let cell = writer.takeCells(1, from: self)
        addNode(cell, TopicIndexNode(parent: parent, segment: segment))
        nodes.insert(cell, hash: hashing.hash(parent, segment), in: cells)
        self.segment(segment).pointee.uses.add(1, ordering: .relaxed)
        node(parent).pointee.words.add(1, ordering: .releasing)
        return cell
    }

    private func makeWildcardChild(
        of parent: UInt32, _ wildcard: UInt32, _ writer: inout TopicIndexWriter
    ) -> UInt32 {
        let known = node(parent).pointee.child(forWildcard: wildcard)
        if known != 0 { return known }
        let cell = writer.takeCells(1, from: self)
        addNode(cell, TopicIndexNode(parent: parent, segment: wildcard))
        node(parent).pointee.setChild(forWildcard: wildcard, to: cell)
        return cell
    }

    private func makeSegment(
        for word: UnsafeRawBufferPointer, _ writer: inout TopicIndexWriter
    ) -> UInt32 {
        let known = segment(for: word)
        if known != 0 { return known }
        let cell = writer.takeCells(TopicIndexSegment.cells(for: word.count), from: self)
        let address = cells.address(of: cell)
        address.bindMemory(to: TopicIndexSegment.self, capacity: 1)
            .initialize(to: TopicIndexSegment(length: UInt8(word.count)))
        (address + TopicIndexSegment.size).copyMemory(
            from: word.baseAddress.unsafelyUnwrapped, byteCount: word.count)
        segments.insert(cell, hash: hashing.hash(word), in: cells)
        return cell
    }
}
