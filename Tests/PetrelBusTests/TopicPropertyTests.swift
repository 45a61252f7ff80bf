import PetrelBus
import Testing

@Suite struct TopicPropertyTests {
    @Test func `a pattern matches what the plain matcher says`() throws {
        var samples = TopicSamples(seed: 1)
        var matching = 0
        for _ in 0..<100_000 {
            let (pattern, topic) = (samples.patternWords(), samples.topicWords())
            let expected = TopicSamples.matches(pattern[...], topic[...])
            if try TopicPattern(segments: pattern).matches(Topic(segments: topic)) != expected {
                Issue.record("\(pattern) and \(topic): should be \(expected)")
            }
            matching += expected ? 1 : 0
        }
        #expect(matching > 20_000 && matching < 80_000)
    }

    @Test func `any text is refused or kept as it is`() {
        var samples = TopicSamples(seed: 2)
        var accepted = 0
        for _ in 0..<100_000 {
            let text = samples.text()
            let topic = try? Topic(text)
            let pattern = try? TopicPattern(text)
            guard (topic == nil) == (pattern == nil) else {
                Issue.record("only one parser took \(text.debugDescription)")
                continue
            }
            guard let topic, let pattern else { continue }
            accepted += 1
            if topic.description.utf8.elementsEqual(text.utf8) == false
                || pattern.description.utf8.elementsEqual(text.utf8) == false
                || topic.segments.joined(separator: ".") != text
                || topic.count != topic.segments.count
            {
                Issue.record("\(text.debugDescription) came back as \(topic), \(pattern)")
            }
        }
        #expect(accepted > 5_000 && accepted < 95_000)
    }

    @Test(.timeLimit(.minutes(1)))
    func `many number signs take no longer than a few`() throws {
        let topic = try Topic(segments: Array(repeating: "a", count: 128))
        let hopeless = try TopicPattern(
            segments: Array(repeating: ["#", "a"], count: 63).flatMap(\.self) + ["b"])
        let lucky = try TopicPattern(segments: Array(repeating: "#", count: 128))
        let index = TopicIndex<Int>()
        index.insert(1, for: hopeless)
        index.insert(2, for: lucky)
        for _ in 0..<100 {
            #expect(!hopeless.matches(topic))
            #expect(lucky.matches(topic))
            #expect(index.matches(topic) == [2])
        }
    }
}
