internal import PetrelBus
internal import Synchronization

/// Topics looked up among a million patterns of five segments, one in ten with wildcards.
enum MillionPatterns: Workload {
    static let name = "MillionPatterns"
    static let patternCount = 1_000_000
    static let topicCount = 100_000

    static func rows(patience: Double) -> [Row] {
        let patterns = CPatterns(count: patternCount, topics: topicCount)
        var trie: CTrie?
        let trieBytes = Allocations.bytesKept { trie = CTrie(patterns) }
        let index = Index(patterns)
        let indexBytes = Allocations.bytesKept { index.fill() }
        return [
            rate(index, trie!, patience),
            Row(
                work: "TopicIndex, memory for each of 1,000,000 patterns", unit: .bytes,
                limit: .init(name: "plain trie", value: each(trieBytes)), ours: each(indexBytes),
                target: .valueAtMost(220), allocations: nil),
            rateWhileChanging(index, patience),
        ]
    }

    private static func each(_ bytes: Int) -> Double { Double(bytes) / Double(patternCount) }

    private static func rate(_ index: Index, _ trie: CTrie, _ patience: Double) -> Row {
        let all = 0..<topicCount
        let expected = trie.match(all)
        var found = Found()
        let blocks = Allocations.during { found = index.match(all) }
        precondition(found == expected, "index and trie disagree: \(found), \(expected)")
        let costs = Interleaved.measure(
            seconds: 6 * patience, round: 3_000_000,
            [walk { _ = trie.match($0) }, walk { _ = index.match($0) }])
        return Row(
            work: "TopicIndex, 1,000,000 patterns, topics looked up a second", unit: .perSecond,
            limit: .init(name: "plain trie", value: costs[0].rate), ours: costs[1].rate,
            target: .ratioAtLeast(0.8), allocations: Double(blocks) / Double(topicCount),
            remarks: ["both find the same \(grouped(Double(found.count))) values"],
            medianRatio: costs[0].median / costs[1].median)
    }

    private static func rateWhileChanging(_ index: Index, _ patience: Double) -> Row {
        let alone = Interleaved.measure(
            seconds: patience, round: 3_000_000, [walk { _ = index.match($0) }])
        let changing = Changing(index)
        let start = now()
        let busy = Interleaved.measure(
            seconds: 2 * patience, round: 3_000_000, [walk { _ = index.match($0) }])
        let changes = Double(changing.stop()) / (Double(now() - start) / 1e9)
        precondition(index.count == patternCount, "a pattern was lost while others matched")
        return Row(
            work: "TopicIndex, the same while others insert and remove", unit: .perSecond,
            limit: .init(name: "nobody changes it", value: 1e9 / alone[0].median),
            ours: 1e9 / busy[0].median, target: .none, allocations: nil,
            remarks: [
                "medians; \(grouped(changes)) insertions and removals a second on another thread"
            ])
    }

    /// Looks ever more topics up, so that no round finds in the caches what the one before left there.
    private static func walk(_ match: @escaping (Range<Int>) -> Void) -> Interleaved.Work {
        var next = 0
        return { count in
            match(next..<(next + count))
            next = (next + count) % topicCount
        }
    }
}

/// Petrel's index, filled with the same patterns and asked the same topics as the trie.
private final class Index: Sendable {
    let patterns: CPatterns
    private let index = TopicIndex<UInt32>()

    init(_ patterns: CPatterns) { self.patterns = patterns }

    var count: Int { index.count }

    func fill() {
        for number in 0..<patterns.count { insert(number, patterns.pattern(number)) }
    }

    func insert(_ number: Int, _ pattern: TopicPattern) {
        index.insert(UInt32(number), for: pattern)
    }

    func remove(_ number: Int, _ pattern: TopicPattern) {
        index.remove(UInt32(number), for: pattern)
    }

    func match(_ numbers: Range<Int>) -> Found {
        let topics = patterns.topics
        var found = Found()
        for number in numbers {
            let place = number % topics.count
            index.forEachMatch(of: topics[place]) { found.add(topic: place, value: $0) }
        }
        return found
    }
}

/// Takes patterns out of an index and puts them back, over and over, on a thread of its own.
private struct Changing {
    private static let patterns = 10_000
    private let thread: Repeating

    init(_ index: Index) {
        let some = (0..<Self.patterns).map { index.patterns.pattern($0) }
        let next = Atomic(0)
        thread = Repeating {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue % some.count
            index.remove(number, some[number])
            index.insert(number, some[number])
        }
    }

    /// Says how many insertions and removals there were.
    func stop() -> Int { 2 * thread.stop() }
}
