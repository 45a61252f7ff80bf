import Synchronization

/// Cells of a pool that wait to be used again, each leading to the next.
struct TopicIndexFreeList: Sendable {
    private var first: UInt32 = 0

    mutating func push(_ cell: UInt32, in pool: borrowing TopicIndexPool) {
        pool.link(of: cell).pointee.store(TopicIndexLink(to: first, hash: 0), ordering: .relaxed)
        first = cell
    }

    mutating func pop(from pool: borrowing TopicIndexPool) -> UInt32? {
        guard first != 0 else { return nil }
        defer { first = pool.link(of: first).pointee.load(ordering: .relaxed).cell }
        return first
    }
}
