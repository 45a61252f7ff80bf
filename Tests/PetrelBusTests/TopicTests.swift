import Foundation
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

    @Test func `topics and patterns are stored as their text`() throws {
        let topic: Topic = "s.ActionEvent.VM-START"
        let pattern: TopicPattern = "*.ActionEvent.#"
        let text = String(decoding: try JSONEncoder().encode([topic]), as: UTF8.self)
        #expect(text == #"["s.ActionEvent.VM-START"]"#)
        #expect(try JSONDecoder().decode([Topic].self, from: Data(text.utf8)) == [topic])
        let stored = try JSONEncoder().encode([pattern])
        #expect(try JSONDecoder().decode([TopicPattern].self, from: stored) == [pattern])
    }

    @Test func `stored text that is no topic is corrupt data`() {
        let stored = Data(#"["a..b"]"#.utf8)
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Topic].self, from: stored)
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("not reported as corrupt: \(String(describing: error))")
            return
        }
        #expect(context.debugDescription == TopicError.emptySegment(at: 2).description)
    }
}
