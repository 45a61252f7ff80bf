import Foundation
import PetrelBus
import PetrelTesting
import Synchronization
import Testing

@Suite struct TopicIndexConcurrencyTests: Sendable {
    /// Patterns that stay, and topics with the values they must always find.
    private let index = TopicIndex<Int>()
    private let topics: [(topic: Topic, values: Set<Int>)]

    init() throws {
        var samples = TopicSamples(seed: 5)
        var staying: [TopicPattern] = []
        for value in 0..<200 {
            staying.append(try samples.pattern())
            index.insert(value, for: staying[value])
        }
        topics = try (0..<50).map { _ in
            let topic = try samples.topic()
            return (topic, Set(staying.indices.filter { staying[$0].matches(topic) }))
        }
    }

    @Test func `patterns that stay are found while others come and go`() {
        let changing = Atomic<Int>(2)
        let ended = DispatchGroup()
        for writer in 0..<2 {
            ended.start {
                change(seed: UInt64(10 + writer), values: 1000 * (1 + writer))
                changing.subtract(1, ordering: .releasing)
            }
        }
        for _ in 0..<3 {
            ended.start {
                repeat { match() } while changing.load(ordering: .acquiring) > 0
            }
        }
        ended.wait()
        #expect(index.count == 200)
    }

    @Test func `a pattern is never out of sight while the index grows`() throws {
        let growing = try (0..<2000).map { try TopicPattern("word.\($0)") }
        for _ in 0..<6 {
            let index = TopicIndex<Int>()
            index.insert(-1, for: "word.stays")
            let isGrowing = Atomic<Bool>(true)
            let ended = DispatchGroup()
            for _ in 0..<3 {
                ended.start {
                    var misses = 0
                    while isGrowing.load(ordering: .acquiring) {
                        if index.matches("word.stays") != [-1] { misses += 1 }
                    }
                    if misses > 0 { Issue.record("missed \(misses) times") }
                }
            }
            for (value, pattern) in growing.enumerated() { index.insert(value, for: pattern) }
            isGrowing.store(false, ordering: .releasing)
            ended.wait()
        }
    }

    /// Every topic finds all patterns that stay, and besides only values that some writer inserts.
    private func match() {
        for (topic, values) in topics {
            let found = index.matches(topic)
            if !values.isSubset(of: found) { Issue.record("\(topic) misses a pattern") }
            if !found.allSatisfy({ values.contains($0) || $0 >= 1000 && $0 < 3000 }) {
                Issue.record("\(topic) finds a value that was never inserted for it")
            }
        }
    }

    /// Inserts and removes a thousand patterns in turn, some with words of their own so that the
    /// tables grow and shrink, some that share nodes with those that stay.
    private func change(seed: UInt64, values: Int) {
        var samples = TopicSamples(seed: seed)
        for _ in 0..<10 {
            var inserted: [TopicPattern] = []
            for value in 0..<300 {
                let own: TopicPattern? =
                    value.isMultiple(of: 2) ? try? TopicPattern("a.\(seed)-\(value).b.#") : nil
                guard let pattern = own ?? (try? samples.pattern()) else { continue }
                inserted.append(pattern)
                index.insert(values + inserted.count, for: pattern)
            }
            for (offset, pattern) in inserted.enumerated() {
                if !index.remove(values + offset + 1, for: pattern) {
                    Issue.record("\(pattern) is gone")
                }
            }
        }
    }
}

extension DispatchGroup {
    /// Runs work on a thread of its own, for which ``wait()`` waits.
    fileprivate func start(_ work: @escaping @Sendable () -> Void) {
        enter()
        Thread {
            work()
            self.leave()
        }.start()
    }
}
