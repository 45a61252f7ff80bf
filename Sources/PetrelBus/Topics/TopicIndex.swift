/// Finds, among very many patterns, those that a topic matches.
///
/// Each pattern stands for a value, or for several. Any number of threads may match, insert and
/// remove at once; matching never waits, neither for writers nor for other readers, and writers
/// wait for writers only. A match finds every pattern that was there from its beginning to its end;
/// one that comes or goes meanwhile may be found or not.
///
/// Among a million, a pattern costs about a hundred bytes, or half as many again when it has a word
/// like a UUID to itself. Removal frees them for later patterns, and drops the value: at once when
/// nobody is matching, otherwise with the next insertion or removal.
public final class TopicIndex<Value: Sendable & Hashable>: Sendable {
    @usableFromInline let trie: TopicIndexTrie
    private let writer = Guarded(TopicIndexWriter())

    public init() {
        trie = TopicIndexTrie(
            valueSize: MemoryLayout<Value>.size, valueAlignment: MemoryLayout<Value>.alignment,
            seed: .random(in: 0 ... .max))
    }

    deinit {
        trie.forEachStoredValue { $0.assumingMemoryBound(to: Value.self).deinitialize(count: 1) }
    }

    /// How many values there are, all patterns together.
    public var count: Int { trie.entries.count }

    public var isEmpty: Bool { count == 0 }

    /// Adds a value under a pattern; `false` when that value is there already.
    @discardableResult
    public func insert(_ value: Value, for pattern: TopicPattern) -> Bool {
        let hash = Self.hash(value)
        return write { writer in
            let node = trie.makeNode(for: pattern, &writer)
            guard entry(of: node, for: value, hash) == 0 else { return false }
            trie.addEntry(to: node, valueHash: hash, &writer) { memory in
                memory.initializeMemory(as: Value.self, to: value)
            }
            return true
        }
    }

    /// Takes a value away from a pattern; `false` when it is not there.
    @discardableResult
    public func remove(_ value: Value, for pattern: TopicPattern) -> Bool {
        let hash = Self.hash(value)
        return write { writer in
            let node = trie.node(for: pattern)
            let entry = node == 0 ? 0 : entry(of: node, for: value, hash)
            guard entry != 0 else { return false }
            trie.removeEntry(entry, valueHash: hash, &writer)
            return true
        }
    }

    /// The values of all patterns that match, in no particular order.
    ///
    /// A value appears once for each of its patterns.
    public func matches(_ topic: Topic) -> [Value] {
        var values: [Value] = []
        forEachMatch(of: topic) { values.append($0) }
        return values
    }

    /// Hands the values of all patterns that match to a closure, without allocating.
    ///
    /// The closure may use the index. While it runs, no memory of the index is reused.
    @inlinable
    public func forEachMatch(of topic: Topic, _ body: (Value) -> Void) {
        trie.forEachMatch(of: topic) { body($0.assumingMemoryBound(to: Value.self).pointee) }
    }
}

extension TopicIndex {
    /// Values that nobody sees any more are dropped after the lock is given back, because dropping
    /// one may run code that comes here again.
    private func write(_ change: (inout TopicIndexWriter) -> Bool) -> Bool {
        var dropped: [Value] = []
        defer { withExtendedLifetime(dropped) {} }
        return writer.withLock { writer in
            let isChanged = change(&writer)
            writer.reclaim(in: trie) { memory in
                dropped.append(memory.assumingMemoryBound(to: Value.self).move())
            }
            return isChanged
        }
    }

    private func entry(of node: UInt32, for value: Value, _ hash: UInt32) -> UInt32 {
        trie.entry(of: node, valueHash: hash) {
            $0.assumingMemoryBound(to: Value.self).pointee == value
        }
    }

    private static func hash(_ value: Value) -> UInt32 {
        UInt32(truncatingIfNeeded: value.hashValue)
    }
}
