import Synchronization

/// A prefix of one or more patterns, in one cell of the pool.
struct TopicIndexNode: ~Copyable {
    /// What stands for `*` and `#` where the others have their segment.
    static let anyOneWord = UInt32.max
    static let anyNumberOfWords = UInt32.max - 1

    /// Comes first, where ``TopicIndexPool/link(of:)`` looks for it.
    let next = Atomic<TopicIndexLink>(.end)
    let parent: UInt32
    let segment: UInt32
    /// The node of this prefix and `*`, 0 when there is none.
    let anyOne = Atomic<UInt32>(0)
    /// The node of this prefix and `#`, 0 when there is none.
    let anyNumber = Atomic<UInt32>(0)
    /// The first entry of the pattern that ends here, 0 when there is none.
    let entries = Atomic<UInt32>(0)
    /// How many nodes have this prefix and a word.
    let words = Atomic<UInt32>(0)

    static var stride: Int { MemoryLayout<TopicIndexNode>.stride }

    init(parent: UInt32, segment: UInt32) {
        self.parent = parent
        self.segment = segment
    }

    /// What stands for a word that is a wildcard, `nil` for another.
    static func wildcard(_ word: UnsafeRawBufferPointer) -> UInt32? {
        guard word.count == 1 else { return nil }
        switch word[0] {
        case UInt8(ascii: "*"): return anyOneWord
        case UInt8(ascii: "#"): return anyNumberOfWords
        default: return nil
        }
    }

    func child(forWildcard wildcard: UInt32) -> UInt32 {
        wildcard == Self.anyOneWord
            ? anyOne.load(ordering: .relaxed) : anyNumber.load(ordering: .relaxed)
    }

    func setChild(forWildcard wildcard: UInt32, to cell: UInt32) {
        if wildcard == Self.anyOneWord {
            anyOne.store(cell, ordering: .releasing)
        } else {
            anyNumber.store(cell, ordering: .releasing)
        }
    }

    /// Nothing ends here and nothing goes on.
    var isUseless: Bool {
        entries.load(ordering: .relaxed) == 0 && words.load(ordering: .relaxed) == 0
            && anyOne.load(ordering: .relaxed) == 0 && anyNumber.load(ordering: .relaxed) == 0
    }
}
