import Synchronization

extension TopicIndexTrie {
    /// Shows the value of each entry whose pattern matches, each once, in no particular order.
    @usableFromInline
    func forEachMatch(of topic: Topic, _ body: (UnsafeRawPointer) -> Void) {
        let visit = readers.enter()
        defer { readers.leave(visit) }
        topic.text.withBytes { bytes in
            withUnsafeTemporaryAllocation(
                of: TopicIndexQuery.Segment.self, capacity: topic.count
            ) { segments in
                let query = TopicIndexQuery(bytes, in: self, into: segments)
                walk(Self.root, at: .start, query, body)
            }
        }
    }

    /// Visits the part of the tree below a node that can still match.
    private func walk(
        _ cell: UInt32, at positions: TopicIndexPositions, _ query: TopicIndexQuery,
        _ body: (UnsafeRawPointer) -> Void
    ) {
        let node = node(cell)
        if positions.isComplete { report(node.pointee.entries.load(ordering: .acquiring), body) }
        let anyNumber = node.pointee.anyNumber.load(ordering: .acquiring)
        if anyNumber != 0 {
            walk(anyNumber, at: positions.extended(within: query.count), query, body)
        }
        guard positions.before != 0 else { return }
        let anyOne = node.pointee.anyOne.load(ordering: .acquiring)
        if anyOne != 0 { walk(anyOne, at: positions.advanced(within: query.count), query, body) }
        if node.pointee.words.load(ordering: .acquiring) > 0 {
            walkWords(below: cell, at: positions.before, query, body)
        }
    }

    /// Follows each word that the topic has at one of the positions.
    private func walkWords(
        below parent: UInt32, at positions: UInt128, _ query: TopicIndexQuery,
        _ body: (UnsafeRawPointer) -> Void
    ) {
        var rest = positions
        while rest != 0 {
            let place = rest.trailingZeroBitCount
            let word = query.segments[place].word
            let same = query.positions(of: place, among: positions)
            rest &= ~same
            guard word != 0 else { continue }
            let child = child(of: parent, for: word)
            guard child != 0 else { continue }
            let reached = TopicIndexPositions(before: same, isComplete: false)
            walk(child, at: reached.advanced(within: query.count), query, body)
        }
    }

    private func report(_ first: UInt32, _ body: (UnsafeRawPointer) -> Void) {
        var cell = first
        while cell != 0 {
            body(UnsafeRawPointer(value(of: cell)))
            cell = entry(cell).pointee.following.load(ordering: .acquiring)
        }
    }
}
