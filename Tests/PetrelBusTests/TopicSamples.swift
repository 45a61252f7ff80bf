import PetrelBus
import PetrelTesting

/// Topics and patterns drawn from few short words, so that many of them match, and a matcher so
/// plain that it can be trusted.
struct TopicSamples {
    var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func topicWords() -> [String] {
        words(upTo: 6, from: ["a", "b", "cc", "*", "a"])
    }

    mutating func patternWords() -> [String] {
        words(upTo: 6, from: ["a", "b", "cc", "*", "#", "#"])
    }

    mutating func topic() throws -> Topic {
        try Topic(segments: topicWords())
    }

    mutating func pattern() throws -> TopicPattern {
        try TopicPattern(segments: patternWords())
    }

    mutating func number(below bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &random)
    }

    /// Text that is often malformed: dots, wildcards, control characters, long words.
    mutating func text() -> String {
        let pieces = [".", ".", "a", "*", "#", "ü", "\u{85}", "\u{0}", "\n", "🚀", "e\u{301}", " "]
        let isLong = number(below: 20) == 0
        return (0..<number(below: isLong ? 300 : 12)).map { _ in
            pieces[number(below: 4) == 0 ? number(below: pieces.count) : number(below: 4)]
        }.joined()
    }

    private mutating func words(upTo limit: Int, from choice: [String]) -> [String] {
        (0...number(below: limit)).map { _ in choice[number(below: choice.count)] }
    }

    /// Tries each way to read each `#`.
    static func matches(_ pattern: ArraySlice<String>, _ topic: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return topic.isEmpty }
        if first == "#" {
            return matches(pattern.dropFirst(), topic)
                || !topic.isEmpty && matches(pattern, topic.dropFirst())
        }
        guard let word = topic.first, first == "*" || first == word else { return false }
        return matches(pattern.dropFirst(), topic.dropFirst())
    }
}
