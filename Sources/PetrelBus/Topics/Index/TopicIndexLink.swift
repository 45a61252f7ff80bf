import Synchronization

/// A step along a chain of a ``TopicIndexTable``: the cell it leads to and that cell's hash, so that
/// a search need not visit cells that cannot be the one.
struct TopicIndexLink: RawRepresentable, AtomicRepresentable {
    static let end = TopicIndexLink(rawValue: 0)

    let rawValue: UInt64

    init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    init(to cell: UInt32, hash: UInt32) {
        rawValue = UInt64(hash) << 32 | UInt64(cell)
    }

    var cell: UInt32 { UInt32(truncatingIfNeeded: rawValue) }
    var hash: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }
    var isEnd: Bool { cell == 0 }
}

/// Where a link is kept: at the head of a bucket or at the beginning of a cell.
typealias TopicIndexPlace = UnsafeMutablePointer<Atomic<TopicIndexLink>>
