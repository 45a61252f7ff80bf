internal import CLimits
internal import PetrelBus

/// Made-up patterns and topics, the same for the plain trie and for Petrel's index.
final class CPatterns: @unchecked Sendable {
    // Unchecked because of the pointer; nothing changes what it points to.
    fileprivate let patterns: OpaquePointer
    let count: Int
    let topics: [Topic]

    init(count: Int, topics: Int) {
        let made: OpaquePointer = limits_patterns_make(1, UInt32(count), UInt32(topics))
        patterns = made
        self.count = count
        self.topics = (0..<topics).map { number in
            Self.parsed(
                Self.text { limits_patterns_topic(made, UInt32(number), $0) }, Topic.init(_:))
        }
    }

    deinit { limits_patterns_free(patterns) }

    func pattern(_ number: Int) -> TopicPattern {
        let text = Self.text { limits_patterns_pattern(patterns, UInt32(number), $0) }
        return Self.parsed(text, TopicPattern.init(_:))
    }

    private static func parsed<Parsed>(
        _ text: String, _ parse: (String) throws(TopicError) -> Parsed
    ) -> Parsed {
        do { return try parse(text) } catch {
            preconditionFailure("the generator made \(text), which is refused: \(error)")
        }
    }

    /// 255 bytes are the longest that a topic may have.
    private static func text(_ write: (UnsafeMutablePointer<CChar>) -> Int) -> String {
        String(unsafeUninitializedCapacity: 256) { bytes in
            bytes.withMemoryRebound(to: CChar.self) { write($0.baseAddress!) }
        }
    }
}

/// The limit of finding patterns: a plain trie in C++.
final class CTrie {
    private let trie: OpaquePointer
    private let patterns: CPatterns

    init(_ patterns: CPatterns) {
        self.patterns = patterns
        trie = limits_trie_make(patterns.patterns, UInt32(patterns.count))
    }

    deinit { limits_trie_free(trie) }

    /// Looks up the topics with these numbers, from number 0 again after the last.
    func match(_ numbers: Range<Int>) -> Found {
        let found = limits_trie_match(
            trie, patterns.patterns, Int64(numbers.lowerBound), Int64(numbers.count))
        return Found(count: Int(found.count), checksum: found.checksum)
    }
}

/// What looking topics up found: how many values, and a checksum over topics and values.
struct Found: Equatable {
    var count = 0
    var checksum: UInt64 = 0

    @inline(__always)
    mutating func add(topic: Int, value: UInt32) {
        count += 1
        checksum ^= Self.mix(UInt64(topic) << 32 | UInt64(value))
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var x = value
        x ^= x >> 30
        x &*= 0xBF58_476D_1CE4_E5B9
        x ^= x >> 27
        x &*= 0x94D0_49BB_1331_11EB
        return x ^ (x >> 31)
    }
}
