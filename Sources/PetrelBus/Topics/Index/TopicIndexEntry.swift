import Synchronization

/// One value of one pattern. The value follows in the same cell.
struct TopicIndexEntry: ~Copyable {
    /// Comes first, where ``TopicIndexPool/link(of:)`` looks for it.
    let next = Atomic<TopicIndexLink>(.end)
    /// The pattern's end, 0 in a cell that holds no value.
    let node: Atomic<UInt32>
    /// The pattern's other entries, 0 at the ends.
    let following: Atomic<UInt32>
    let previous = Atomic<UInt32>(0)

    init(node: UInt32, following: UInt32) {
        self.node = Atomic(node)
        self.following = Atomic(following)
    }

    static var size: Int { MemoryLayout<TopicIndexEntry>.size }
}
