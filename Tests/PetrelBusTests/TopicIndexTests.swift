import Testing

@testable import PetrelBus

@Suite struct TopicIndexTests {
    @Test func `an empty index finds nothing`() {
        let index = TopicIndex<Int>()
        #expect(index.matches("a.b").isEmpty)
        #expect(index.isEmpty)
        #expect(!index.remove(1, for: "a"))
        #expect(!index.remove(1, for: "#"))
    }

    @Test func `a topic finds the patterns that match it`() {
        let index = TopicIndex<String>()
        for pattern: TopicPattern in ["a.b", "a.*", "a.#", "#", "b.#", "*.b", "*", "a.b.c"] {
            index.insert(pattern.description, for: pattern)
        }
        #expect(index.matches("a.b").sorted() == ["#", "*.b", "a.#", "a.*", "a.b"])
        #expect(index.matches("a").sorted() == ["#", "*", "a.#"])
        #expect(index.matches("x.y.z") == ["#"])
        #expect(index.count == 8)
    }

    @Test func `a star in a topic is a word that only wildcards match`() {
        let index = TopicIndex<Int>()
        index.insert(1, for: "a.b")
        index.insert(2, for: "a.*")
        #expect(index.matches("a.*") == [2])
    }

    @Test func `a value is found once however many ways lead to it`() {
        let index = TopicIndex<Int>()
        index.insert(1, for: "#.a.#.#.a.#")
        index.insert(2, for: "#.#")
        index.insert(2, for: "#")
        #expect(index.matches("a.a.a.a.a").sorted() == [1, 2, 2])
    }

    @Test func `a pattern holds many values, each of them once`() {
        let index = TopicIndex<Int>()
        for value in 0..<1000 { #expect(index.insert(value, for: "a.#")) }
        #expect(!index.insert(500, for: "a.#"))
        #expect(index.matches("a").sorted() == Array(0..<1000))
        #expect(index.remove(500, for: "a.#"))
        #expect(!index.remove(500, for: "a.#"))
        #expect(index.matches("a").count == 999)
        #expect(index.count == 999)
    }

    @Test(arguments: [18, 19, 20, 50, 51, 52, 254, 255])
    func `words of any length are told apart`(length: Int) throws {
        let index = TopicIndex<Int>()
        let word = String(repeating: "x", count: length)
        let sibling = String(repeating: "x", count: length - 1) + "y"
        index.insert(1, for: try TopicPattern(word))
        index.insert(2, for: try TopicPattern(sibling))
        #expect(index.matches(try Topic(word)) == [1])
        #expect(index.matches(try Topic(sibling)) == [2])
        #expect(index.matches(try Topic(String(repeating: "x", count: length - 1))).isEmpty)
    }

    @Test func `removal gives the memory back to later patterns`() throws {
        let index = TopicIndex<Int>()
        var sizes: Set<[UInt32]> = []
        for round in 0..<5 {
            let patterns = try (0..<2000).map { try TopicPattern("a.\(round)-\($0).*.\($0 % 7).#") }
            for (value, pattern) in patterns.enumerated() { index.insert(value, for: pattern) }
            sizes.insert([index.trie.cells.last / 100, index.trie.entryCells.last])
            for (value, pattern) in patterns.enumerated() { index.remove(value, for: pattern) }
        }
        #expect(index.isEmpty)
        #expect(sizes.count == 1)
    }

    @Test func `a removed value is dropped, and so are all with the index`() {
        final class Token: Sendable, Hashable {
            static func == (left: Token, right: Token) -> Bool { left === right }
            func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
        }
        var index: TopicIndex<Token>? = TopicIndex()
        var removed: Token? = Token()
        var kept: Token? = Token()
        weak let weakRemoved = removed
        weak let weakKept = kept
        for token in [removed, kept].compactMap(\.self) { index?.insert(token, for: "a") }
        if let token = removed { index?.remove(token, for: "a") }
        removed = nil
        kept = nil
        #expect(weakRemoved == nil)
        #expect(weakKept != nil)
        index = nil
        #expect(weakKept == nil)
    }

    @Test func `the closure may change the index it is called from`() {
        let index = TopicIndex<Int>()
        for value in 0..<10 { index.insert(value, for: "a") }
        var found: [Int] = []
        index.forEachMatch(of: "a") { value in
            found.append(value)
            index.remove(value, for: "a")
            index.insert(value + 100, for: "a.b")
        }
        #expect(found.sorted() == Array(0..<10))
        #expect(index.matches("a").isEmpty)
        #expect(index.matches("a.b").count == 10)
    }
}
