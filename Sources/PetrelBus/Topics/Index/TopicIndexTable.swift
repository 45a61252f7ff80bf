import Synchronization

/// A hash table that grows by one bucket at a time and can be searched while it grows.
///
/// What it holds are cells of a pool that begin with a link, the next element of the chain. A bucket
/// is the run of hashes with one prefix, its chain is in ascending order of hashes. Hence splitting
/// a bucket moves no element: the chain is cut where the longer prefix begins. A search that meets
/// the cut finds another number of buckets afterwards, and starts over.
///
/// One writer at a time inserts and removes. A removed element keeps its link for the readers who
/// stand on it, so its cell must not be used again before they have left.
struct TopicIndexTable: ~Copyable {
    private static let initialBuckets = 16

    private let heads = TopicIndexPool(stride: MemoryLayout<TopicIndexLink>.stride)
    private let buckets = Atomic<Int>(initialBuckets)
    private let elements = Atomic<Int>(0)

    init() {
        for _ in 0..<Self.initialBuckets { _ = heads.append() }
    }

    var count: Int { elements.load(ordering: .relaxed) }

    /// The element with this hash that the closure recognises, 0 when there is none.
    @inline(__always)
    func find(
        _ hash: UInt32, in cells: borrowing TopicIndexPool, where isSought: (UInt32) -> Bool
    ) -> UInt32 {
        var buckets = buckets.load(ordering: .acquiring)
        while true {
            var link = head(of: hash, among: buckets).pointee.load(ordering: .acquiring)
            while !link.isEnd, link.hash <= hash {
                if link.hash == hash, isSought(link.cell) { return link.cell }
                link = cells.link(of: link.cell).pointee.load(ordering: .acquiring)
            }
            let bucketsNow = self.buckets.load(ordering: .acquiring)
            if bucketsNow == buckets { return 0 }
            buckets = bucketsNow
        }
    }

    /// Adds an element; whether an equal one is there already is not looked at.
    func insert(_ cell: UInt32, hash: UInt32, in cells: borrowing TopicIndexPool) {
        let place = place(in: cells, from: hash) { $0.hash >= hash }
        let next = place.pointee.load(ordering: .relaxed)
        cells.link(of: cell).pointee.store(next, ordering: .relaxed)
        place.pointee.store(TopicIndexLink(to: cell, hash: hash), ordering: .releasing)
        let count = elements.add(1, ordering: .relaxed).newValue
        if count > buckets.load(ordering: .relaxed) { split(in: cells) }
    }

    /// Takes an element out, which must be there.
    func remove(_ cell: UInt32, hash: UInt32, in cells: borrowing TopicIndexPool) {
        let place = place(in: cells, from: hash) { $0.cell == cell }
        let next = cells.link(of: cell).pointee.load(ordering: .relaxed)
        place.pointee.store(next, ordering: .releasing)
        elements.subtract(1, ordering: .relaxed)
    }

    /// Adds a bucket, which takes over the upper half of another one's hashes.
    private func split(in cells: borrowing TopicIndexPool) {
        let count = buckets.load(ordering: .relaxed)
        let level = Self.level(count)
        let prefix = UInt32(count - (1 << level))
        let boundary = (prefix << 1 | 1) &<< UInt32(31 - level)
        let place = place(in: cells, from: prefix &<< UInt32(32 - level)) { $0.hash >= boundary }
        let upperHalf = place.pointee.load(ordering: .relaxed)
        let head = heads.link(of: heads.append())
        head.pointee.store(upperHalf, ordering: .releasing)
        buckets.store(count + 1, ordering: .releasing)
        place.pointee.store(.end, ordering: .releasing)
    }

    /// The link, in the bucket of `hash`, to the first element that the closure accepts, or else
    /// the one to the end.
    private func place(
        in cells: borrowing TopicIndexPool, from hash: UInt32,
        where isSought: (TopicIndexLink) -> Bool
    ) -> TopicIndexPlace {
        var place = head(of: hash, among: buckets.load(ordering: .relaxed))
        while true {
            let link = place.pointee.load(ordering: .relaxed)
            if link.isEnd || isSought(link) { return place }
            place = cells.link(of: link.cell)
        }
    }
}

// Buckets are numbered in the order of their making, cells of `heads` from 1. Of the 2^L + s buckets,
// the prefixes below s have L + 1 bits and the others L. The bucket of a prefix that ends in 1 was
// made with it; one that ends in 0 is still the bucket of the prefix without that bit.
extension TopicIndexTable {
    @inline(__always)
    private func head(of hash: UInt32, among buckets: Int) -> TopicIndexPlace {
        let level = Self.level(buckets)
        let short = Int(hash &>> UInt32(truncatingIfNeeded: 32 - level))
        let isSplit = short < buckets - (1 &<< level)
        let prefix = isSplit ? Int(hash &>> UInt32(truncatingIfNeeded: 31 - level)) : short
        if prefix == 0 { return heads.link(of: 1) }
        let zeros = prefix.trailingZeroBitCount
        let bits = (isSplit ? level + 1 : level) - zeros
        let number = (1 &<< (bits - 1)) + (prefix &>> (zeros + 1))
        return heads.link(of: UInt32(truncatingIfNeeded: number + 1))
    }

    private static func level(_ buckets: Int) -> Int {
        Int.bitWidth - 1 - buckets.leadingZeroBitCount
    }
}
