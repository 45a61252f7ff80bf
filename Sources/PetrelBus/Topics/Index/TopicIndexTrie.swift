import Synchronization

/// The patterns of an index as a tree of their prefixes, and how to look around in it.
///
/// Nodes and words lie in one pool, the pattern's values in another. Which child a node has for a
/// word says one hash table for the whole tree; `*` and `#` children stand in the node itself.
/// Readers come in through ``readers``; the only writer holds the index's lock.
@usableFromInline
final class TopicIndexTrie: @unchecked Sendable {
    // Memory is written under the index's lock only, and reaches readers through atomic numbers.

    static let root: UInt32 = 1

    let cells = TopicIndexPool(stride: TopicIndexNode.stride)
    let nodes = TopicIndexTable()
    let segments = TopicIndexTable()
    let entryCells: TopicIndexPool
    let entries = TopicIndexTable()
    let readers = TopicIndexReaders()
    let hashing: TopicIndexHashing
    /// Where the value begins in an entry's cell.
    let valueOffset: Int

    init(valueSize: Int, valueAlignment: Int, seed: UInt64) {
        valueOffset = Self.roundedUp(TopicIndexEntry.size, to: valueAlignment)
        let alignment = max(valueAlignment, MemoryLayout<TopicIndexEntry>.alignment)
        entryCells = TopicIndexPool(
            stride: Self.roundedUp(valueOffset + valueSize, to: alignment))
        hashing = TopicIndexHashing(seed: seed)
        addNode(cells.append(), TopicIndexNode(parent: 0, segment: 0))
    }

    private static func roundedUp(_ size: Int, to alignment: Int) -> Int {
        (size + alignment - 1) / alignment * alignment
    }

    @inline(__always)
    func node(_ cell: UInt32) -> UnsafeMutablePointer<TopicIndexNode> {
        cells.address(of: cell).assumingMemoryBound(to: TopicIndexNode.self)
    }

    @inline(__always)
    func segment(_ cell: UInt32) -> UnsafeMutablePointer<TopicIndexSegment> {
        cells.address(of: cell).assumingMemoryBound(to: TopicIndexSegment.self)
    }

    @inline(__always)
    func entry(_ cell: UInt32) -> UnsafeMutablePointer<TopicIndexEntry> {
        entryCells.address(of: cell).assumingMemoryBound(to: TopicIndexEntry.self)
    }

    func value(of entry: UInt32) -> UnsafeMutableRawPointer {
        entryCells.address(of: entry) + valueOffset
    }

    func addNode(_ cell: UInt32, _ node: consuming TopicIndexNode) {
        cells.address(of: cell).bindMemory(to: TopicIndexNode.self, capacity: 1)
            .initialize(to: node)
    }

    /// The child of a node for a word, 0 when there is none.
    @inline(__always)
    func child(of parent: UInt32, for segment: UInt32) -> UInt32 {
        nodes.find(hashing.hash(parent, segment), in: cells) { cell in
            let node = node(cell)
            return node.pointee.parent == parent && node.pointee.segment == segment
        }
    }

    /// The number of a word, 0 when no pattern has it.
    @inline(__always)
    func segment(for word: UnsafeRawBufferPointer) -> UInt32 {
        segments.find(hashing.hash(word), in: cells) { cell in
            let address = cells.address(of: cell)
            let segment = address.assumingMemoryBound(to: TopicIndexSegment.self)
            return Int(segment.pointee.length) == word.count
                && word.holdsSameBytes(as: address + TopicIndexSegment.size)
        }
    }
}
