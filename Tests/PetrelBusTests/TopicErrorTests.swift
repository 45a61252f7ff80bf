import PetrelBus
import Testing

@Suite struct TopicErrorTests {
    @Test(
        arguments: [
            ("", .empty),
            (".", .emptySegment(at: 0)),
            (".a", .emptySegment(at: 0)),
            ("a.", .emptySegment(at: 2)),
            ("a..b", .emptySegment(at: 2)),
            ("ü..b", .emptySegment(at: 3)),
            ("a.b\u{0}c", .controlCharacter(at: 3)),
            ("a\n", .controlCharacter(at: 1)),
            ("a\u{7F}", .controlCharacter(at: 1)),
            ("aü\u{85}", .controlCharacter(at: 3)),
            ("a\t..", .controlCharacter(at: 1)),
            ("..\t", .emptySegment(at: 0)),
            (String(repeating: "a", count: 256), .tooLong(bytes: 256, limit: 255)),
            (String(repeating: "ü", count: 128), .tooLong(bytes: 256, limit: 255)),
        ] as [(String, TopicError)])
    func `a mistake is reported with its place`(text: String, mistake: TopicError) {
        #expect(throws: mistake) { try Topic(text) }
        #expect(throws: mistake) { try TopicPattern(text) }
    }

    @Test func `what looks odd but is allowed`() throws {
        let longest = String(repeating: "a", count: 255)
        for text in [longest, "*", "#", " ", "a b", "ü", "\u{A0}", "VM-*", "##", "🚀.x"] {
            #expect(try Topic(text).description == text)
            #expect(try TopicPattern(text).description == text)
        }
    }

    @Test func `words that are no words are refused`() {
        #expect(throws: TopicError.empty) { try Topic(segments: []) }
        #expect(throws: TopicError.emptySegment(at: 2)) { try Topic(segments: ["a", "", "b"]) }
        #expect(throws: TopicError.dotInSegment(at: 4)) { try Topic(segments: ["ab", "c.d"]) }
        #expect(throws: TopicError.dotInSegment(at: 3)) { try Topic(segments: ["ü", ".", "c"]) }
    }

    @Test func `the message says what, where and what to do`() {
        #expect(
            TopicError.emptySegment(at: 2).description
                == "empty segment at byte 2: put a word there (* for a missing part) "
                + "or remove the extra dot")
        let tooLong = TopicError.tooLong(bytes: 300, limit: 255).description
        #expect(tooLong.contains("300 bytes, 45 more than the 255"))
    }
}
