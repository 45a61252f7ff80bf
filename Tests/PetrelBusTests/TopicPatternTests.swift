import PetrelBus
import Testing

@Suite struct TopicPatternTests {
    @Test(arguments: [
        ("a.b.c", "a.b.c"), ("a.*.c", "a.b.c"), ("*", "a"), ("#", "a"), ("#", "a.b.c"),
        ("a.#", "a"), ("a.#", "a.b.c"), ("#.c", "c"), ("#.c", "a.b.c"), ("a.#.c", "a.c"),
        ("a.#.c", "a.b.b.c"), ("#.b.#", "a.b.c"), ("#.b.#", "b"), ("#.#", "a"),
        ("#.*", "a"), ("*.#", "a"), ("#.*.#", "a.b"), ("a.#.b.#.c", "a.b.b.x.c.c"),
        ("*.*", "a.*"), ("a.*", "a.*"), ("#", "*.#"), ("VM-*", "VM-*"), ("a.##", "a.##"),
        ("#.a.*.b", "a.a.a.x.b"),
    ])
    func `the pattern asks for the topic`(pattern: String, topic: String) throws {
        #expect(try TopicPattern(pattern).matches(Topic(topic)))
    }

    @Test(arguments: [
        ("a.b.c", "a.b"), ("a.b", "a.b.c"), ("a.b", "a.bb"), ("a.bb", "a.b"), ("*", "a.b"),
        ("a.*", "a"), ("*.a", "a"), ("#.c", "a.b"), ("a.#.c", "a"), ("a.#.c", "c"),
        ("#.*.*", "a"), ("VM-*", "VM-START"), ("a.##", "a.b"), ("a.b", "a.*"), ("a.b", "A.b"),
        ("#.a.*.b", "a.b"), ("#.b.#", "a.bb.c"),
    ])
    func `the pattern leaves the topic out`(pattern: String, topic: String) throws {
        #expect(try !TopicPattern(pattern).matches(Topic(topic)))
    }

    @Test func `the pattern for all matches all`() {
        #expect(TopicPattern.all.matches("a"))
        #expect(TopicPattern.all.matches("*.#.c"))
    }
}
