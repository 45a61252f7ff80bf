import PetrelBus
import Testing

@Suite struct TopicIndexPropertyTests {
    @Test func `finds what the plain matcher finds, while patterns come and go`() throws {
        var model = Model(seed: 3)
        var pairs = 0
        while pairs < 100_000 {
            for _ in 0..<10 { try model.change() }
            let topic = model.samples.topicWords()
            let expected = model.values.filter { TopicSamples.matches($0.key[...], topic[...]) }
            let found = try model.index.matches(Topic(segments: topic))
            #expect(found.sorted() == expected.flatMap(\.value).sorted())
            pairs += model.values.count
        }
        #expect(model.index.count == model.values.reduce(0) { $0 + $1.value.count })
    }

    @Test func `the longest topics find what their patterns say`() throws {
        var samples = TopicSamples(seed: 6)
        let index = TopicIndex<Int>()
        var patterns: [TopicPattern] = []
        for value in 0..<100 {
            let words = samples.patternWords() + ["#"] + samples.patternWords()
            patterns.append(try TopicPattern(segments: words))
            index.insert(value, for: patterns[value])
        }
        for _ in 0..<50 {
            let words = (0..<samples.number(below: 29) + 100).map { _ in
                ["a", "b"][samples.number(below: 2)]
            }
            let topic = try Topic(segments: words)
            let expected = patterns.indices.filter { patterns[$0].matches(topic) }
            #expect(index.matches(topic).sorted() == expected)
        }
    }

    @Test func `what was inserted can be removed, all of it`() throws {
        var model = Model(seed: 4)
        for _ in 0..<5_000 { try model.change() }
        for (pattern, values) in model.values {
            for value in values {
                #expect(try model.index.remove(value, for: TopicPattern(segments: pattern)))
            }
        }
        #expect(model.index.isEmpty)
        for _ in 0..<100 { #expect(try model.index.matches(model.samples.topic()).isEmpty) }
    }
}

/// An index and the dictionary it must agree with.
private struct Model {
    let index = TopicIndex<Int>()
    var values: [[String]: Set<Int>] = [:]
    var samples: TopicSamples
    private var seen: [[String]] = [["a"]]

    init(seed: UInt64) {
        samples = TopicSamples(seed: seed)
    }

    /// Inserts or removes at random, and checks that index and dictionary give the same answer.
    mutating func change() throws {
        let value = samples.number(below: 3)
        if values.count < 200, samples.number(below: 2) == 0 {
            let words = samples.patternWords()
            seen.append(words)
            let isNew = values[words, default: []].insert(value).inserted
            #expect(try index.insert(value, for: TopicPattern(segments: words)) == isNew)
        } else {
            let words = seen[samples.number(below: seen.count)]
            let wasThere = values[words]?.remove(value) != nil
            if values[words]?.isEmpty == true { values[words] = nil }
            #expect(try index.remove(value, for: TopicPattern(segments: words)) == wasThere)
        }
    }
}
