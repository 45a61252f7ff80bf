extension TopicPattern {
    /// Whether `topic` is one that this pattern asks for.
    ///
    /// Allocates nothing. The work grows with the length of the topic times that of the pattern at
    /// worst, however many `#` there are.
    public func matches(_ topic: Topic) -> Bool {
        text.withBytes { pattern in
            topic.text.withBytes { topic in
                var match = TopicMatch(pattern: pattern, topic: topic)
                return match.run()
            }
        }
    }
}

/// One comparison of a pattern's bytes with a topic's, segment by segment.
///
/// A `#` first stands for nothing. When the comparison fails further on, it swallows one more
/// segment and the comparison resumes behind it. Only the last `#` needs that: what the earlier
/// ones could swallow, it can.
private struct TopicMatch {
    let pattern: UnsafeBufferPointer<UInt8>
    let topic: UnsafeBufferPointer<UInt8>
    /// Where the next segment begins, one past the end plus one when there is none.
    var patternStart = 0
    var topicStart = 0
    /// Where to resume when the comparison fails; negative before the first `#`.
    var patternResume = -1
    var topicResume = 0

    init(pattern: UnsafeBufferPointer<UInt8>, topic: UnsafeBufferPointer<UInt8>) {
        self.pattern = pattern
        self.topic = topic
    }

    mutating func run() -> Bool {
        while topicStart < topic.count {
            let end = end(of: patternStart, in: pattern)
            if isWord(UInt8(ascii: "#"), until: end) {
                guard end < pattern.count else { return true }
                patternStart = end + 1
                patternResume = patternStart
                topicResume = topicStart
            } else if !stepOverEqualSegments(until: end) {
                guard patternResume >= 0 else { return false }
                topicResume = self.end(of: topicResume, in: topic) + 1
                topicStart = topicResume
                patternStart = patternResume
            }
        }
        return restMatchesNothing()
    }

    /// Whether the pattern's current segment is just `word`.
    private func isWord(_ word: UInt8, until end: Int) -> Bool {
        end == patternStart + 1 && pattern[patternStart] == word
    }

    /// Goes to the next segment of both when the current ones agree.
    private mutating func stepOverEqualSegments(until end: Int) -> Bool {
        guard patternStart < pattern.count else { return false }
        let topicEnd = self.end(of: topicStart, in: topic)
        guard isWord(UInt8(ascii: "*"), until: end) || haveEqualBytes(end, topicEnd) else {
            return false
        }
        patternStart = end + 1
        topicStart = topicEnd + 1
        return true
    }

    private func haveEqualBytes(_ patternEnd: Int, _ topicEnd: Int) -> Bool {
        guard patternEnd - patternStart == topicEnd - topicStart else { return false }
        for offset in 0..<(topicEnd - topicStart)
        where pattern[patternStart + offset] != topic[topicStart + offset] {
            return false
        }
        return true
    }

    /// Whether only `#` remain of the pattern.
    private mutating func restMatchesNothing() -> Bool {
        while patternStart < pattern.count {
            let end = end(of: patternStart, in: pattern)
            guard isWord(UInt8(ascii: "#"), until: end) else { return false }
            patternStart = end + 1
        }
        return true
    }

    private func end(of start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != TopicText.dot { end += 1 }
        return end
    }
}
