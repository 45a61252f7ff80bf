internal import PetrelCloud
internal import Testing

@testable internal import PetrelNotify

@Suite
struct MessageTemplateTests {
    private static let values: JSONValue = [
        "name": "A&B <\"x\">", "n": 3, "yes": true, "no": false, "none": nil, "empty": "",
        "list": [["v": 1], ["v": 2]], "words": ["a", "b"], "nothing": [],
        "deep": ["er": ["est": "!"], "name": "inner"],
    ]

    private func text(
        _ source: String, _ escape: MessageTemplate.Escape = .none
    ) throws -> String {
        try MessageTemplate(source).text(Self.values, escape)
    }

    @Test(arguments: [
        ("plain", "plain"), ("{{n}}", "3"), ("{{ n }}", "3"), ("{{missing}}", ""), ("{{none}}", ""),
        ("{{deep.er.est}}", "!"), ("{{deep.x.y}}", ""), ("{{#yes}}a{{/yes}}", "a"),
        ("{{#no}}a{{/no}}", ""), ("{{^no}}a{{/no}}", "a"), ("{{^yes}}a{{/yes}}", ""),
        ("{{#list}}{{v}},{{/list}}", "1,2,"), ("{{#words}}{{.}}{{/words}}", "ab"),
        ("{{#nothing}}a{{/nothing}}{{^nothing}}b{{/nothing}}", "b"),
        ("{{#empty}}a{{/empty}}{{^empty}}b{{/empty}}", "b"),
        ("{{#deep}}{{name}}{{n}}{{/deep}}", "inner3"), ("a{{! gone }}b", "ab"),
        ("a\n{{! gone }}\nb", "a\nb"), ("{{#yes}}\nx\n{{/yes}}\ny", "x\ny"),
        ("  {{#yes}}  \n x\n  {{/yes}}\n", " x\n"), ("| {{#yes}}x{{/yes}} |", "| x |"),
        ("{{#yes}}{{#no}}a{{/no}}b{{/yes}}", "b"), ("}} { {", "}} { {"),
        ("{{list}}", #"[{"v":1},{"v":2}]"#),
    ])
    func `puts values in`(source: String, text: String) throws {
        #expect(try self.text(source) == text)
    }

    @Test func `escapes as the text's kind needs it`() throws {
        let source = "{{name}}|{{{name}}}|{{&name}}"
        let plain = "A&B <\"x\">"
        #expect(try text(source, .html) == "A&amp;B &lt;&quot;x&quot;&gt;|\(plain)|\(plain)")
        #expect(try text(source, .json) == #"A&B <\"x\">|\#(plain)|\#(plain)"#)
        #expect(try text(source, .slack) == "A&amp;B &lt;\"x\"&gt;|\(plain)|\(plain)")
    }

    @Test(
        arguments: [
            ("{{a", .open(line: 1)), ("x\n{{{a}}", .open(line: 2)), ("{{#a}}x", .section("a")),
            ("{{/a}}", .closing("a", line: 1)), ("{{#a}}{{/b}}", .closing("b", line: 1)),
            ("\n\n{{> part}}", .unknownTag(">", line: 3)),
            ("{{=<% %>=}}", .unknownTag("=", line: 1)),
            ("{{}}", .name(line: 1)), ("{{a b}}", .name(line: 1)), ("{{a..b}}", .name(line: 1)),
        ] as [(String, TemplateMistake)])
    func `says what is wrong and where`(source: String, mistake: TemplateMistake) {
        #expect(throws: mistake) { try MessageTemplate(source) }
    }

    @Test func `neither depth nor repetition can cost much`() throws {
        let deep = (0..<17).map { _ in "{{#yes}}" }.joined()
        #expect(throws: TemplateMistake.tooDeep) { try MessageTemplate(deep) }
        #expect(throws: TemplateMistake.tooLong) {
            try MessageTemplate(String(repeating: "x", count: MessageTemplate.maximumBytes + 1))
        }
        let list = JSONValue.object(["l": .array([JSONValue](repeating: 1, count: 100))])
        let open = String(repeating: "{{#l}}", count: 8)
        let close = String(repeating: "{{/l}}", count: 8)
        let bomb = try MessageTemplate(open + "x" + close)
        #expect(throws: TemplateMistake.tooMuchText) { try bomb.text(list) }
        let long = try MessageTemplate(
            "{{#l}}{{#l}}\(String(repeating: "y", count: 500)){{/l}}{{/l}}")
        #expect(throws: TemplateMistake.tooMuchText) { try long.text(list) }
    }

    @Test func `an event's words can be named`() throws {
        let source =
            "{{event.type}} {{event.resource.kind}} {{event.newState}} {{event.topic}} {{counter}}"
        let text = try MessageTemplate(source).text(Sample.delivery().templateValues)
        #expect(
            text
                == "StartRequested VirtualMachine Starting \(Sample.event.topic) 7")
    }

    @Test func `templates of ours are sound`() throws {
        let values = Sample.delivery().templateValues
        #expect(
            try MessageTemplate.mailSubject.text(values) == "[night watch] The machine “wéb” starts"
        )
        #expect(try MessageTemplate.mailText.text(values).contains("VirtualMachine 019ab8c1"))
        #expect(try MessageTemplate.mailHTML.text(values, .html).contains("<code>019ab8c1"))
    }
}
