import Synchronization

/// A word that patterns have in some place, kept once. Its bytes follow in the same cell and,
/// when it is long, in the cells after it.
struct TopicIndexSegment: ~Copyable {
    /// Comes first, where ``TopicIndexPool/link(of:)`` looks for it.
    let next = Atomic<TopicIndexLink>(.end)
    /// How many nodes stand for it. For writers only.
    let uses = Atomic<UInt32>(0)
    let length: UInt8

    init(length: UInt8) {
        self.length = length
    }

    static var size: Int { MemoryLayout<TopicIndexSegment>.size }

    /// How many cells a word of this length takes.
    static func cells(for length: Int) -> Int {
        (size + length + TopicIndexNode.stride - 1) / TopicIndexNode.stride
    }
}
