import PetrelBus
import Testing

@Suite struct TopicTests {
    @Test func `a topic keeps its text and shows its words`() throws {
        let text = "management-server.ActionEvent.VM-START.VirtualMachine.0b6f"
        let topic = try Topic(text)
        #expect(topic.description == text)
        #expect(topic.count == 5)
        #expect(
            topic.segments.map(String.init) == [
                "management-server", "ActionEvent", "VM-START", "VirtualMachine", "0b6f",
            ])
    }

    @Test func `words joined make the same topic as the text`() throws {
        #expect(try Topic(segments: ["a", "b", "*"]) == "a.b.*")
        #expect(try TopicPattern(segments: ["a", "#"]) == "a.#")
    }

    @Test(
        arguments: [
            ("VM.START", "VM-START"), (nil, "*"), ("", "*"), ("plain", "plain"),
            ("a\r\nb", "a--b"), (".", "-"), ("Zürich\u{85}", "Zürich-"),
        ] as [(String?, String)])
    func `free text becomes one word`(text: String?, word: String) throws {
        #expect(Topic.field(text) == word)
        #expect(try Topic(segments: [Topic.field(text)]).count == 1)
    }

    @Test func `missing fields are stars in a topic and any word in a pattern`() throws {
        let topic = try Topic(fields: ["s", "AlertEvent", "HOST.DOWN", nil, ""])
        #expect(topic.description == "s.AlertEvent.HOST-DOWN.*.*")
        #expect(try TopicPattern(fields: ["s", nil, "HOST.DOWN", nil, nil]).matches(topic))
    }

    @Test func `topics are equal by bytes, not by looks`() {
        let composed: Topic = "caf\u{E9}"
        let decomposed: Topic = "cafe\u{301}"
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, composed]).count == 2)
        #expect(("a.b" as Topic) < "a.c")
    }
}
