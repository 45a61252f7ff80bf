import PetrelCloud
import Testing

@Suite struct JsonWriterTests {
    @Test func `members come in the order they are written`() {
        var json = JSONWriter()
        json.object { json in
            json.member("z", "1")
            json.member("nothing", nil as String?)
            json.member("a", 2 as Int64)
            json.member("list") { json in
                json.array { json in
                    json.bool(true)
                    json.null()
                    json.object { _ in }
                }
            }
            json.member("raw") { json in json.raw("[1]".utf8) }
        }
        #expect(
            String(decoding: json.bytes, as: UTF8.self)
                == #"{"z":"1","a":2,"list":[true,null,{}],"raw":[1]}"#)
    }

    @Test func `members of a value come in the order of their bytes`() {
        let value: JSONValue = ["é": 1, "z": 2, "a": 3, "": 4, "Z": 5, "😀": 6, "\u{FFFF}": 7]
        #expect(
            value.description == "{\"\":4,\"Z\":5,\"a\":3,\"z\":2,\"é\":1,\"\u{FFFF}\":7,\"😀\":6}")
    }

    @Test func `control characters are escaped and everything else is left alone`() {
        let text =
            (0..<0x30).map { String(UnicodeScalar($0 as UInt8)) }.joined() + "\\é\u{7F}\u{2028}😀"
        #expect(
            JSONValue.string(text).description
                == "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r"
                + "\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018"
                + "\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f !\\\"#$%&'()*+,-./"
                + "\\\\é\u{7F}\u{2028}😀\"")
    }

    @Test(arguments: [
        (JSONValue.integer(.min), "-9223372036854775808"), (.integer(.max), "9223372036854775807"),
        (0, "0"), (-7, "-7"), (1.0, "1.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e300, "1e+300"),
        (.number(.infinity), "null"), (.number(.nan), "null"),
    ])
    func `numbers are written in full`(value: JSONValue, text: String) {
        #expect(value.description == text)
    }

    @Test func `10,000 random values read back the same`() throws {
        var random = Seeded(1)
        for _ in 0..<10_000 {
            let value = random.json(depth: 5)
            let back = try JSONReader().read(value.bytes)
            if back != value || back.bytes != value.bytes { Issue.record("changed: \(value)") }
        }
    }

    @Test(arguments: [
        "password", "newPassWord2", "pass_word", "apikey", "API-Key", "userdata", "x.token.y",
        "Signature",
        "to\u{212A}en", "clé-secret", "PrivateKey", "passwd", "usersecretkey",
    ])
    func `a name that speaks of a secret is known in any writing`(name: String) {
        let value: JSONValue = .object([name: "x", "list": [.object([name: 1])]])
        #expect(value.blankingSecrets() == .object([name: "", "list": [.object([name: ""])]]))
    }

    @Test(arguments: ["name", "pass", "word", "keypair", "user", "données", "", "tok-e", "id2"])
    func `other names keep their values`(name: String) {
        let value: JSONValue = .object([name: "x", "list": [.object([name: 1])]])
        #expect(value.blankingSecrets() == value)
    }

    @Test func `secrets are blanked at any depth`() {
        let value: JSONValue = [
            "name": "web", "userPassword": "x",
            "list": [["SECRET_KEY": ["deep": 1], "api-key": "k"]],
        ]
        #expect(
            value.blankingSecrets()
                == [
                    "name": "web", "userPassword": "", "list": [["SECRET_KEY": "", "api-key": ""]],
                ])
    }

    @Test(arguments: [
        ("http://ann:secret@host/a", "http://host/a"), ("nfs://p@host", "nfs://host"),
        ("http://host/a@b", "http://host/a@b"), ("a@b", "a@b"),
        ("http://h?x=a:b@c", "http://h?x=a:b@c"),
    ])
    func `an address is shown without who logs in there`(given: String, shown: String) {
        #expect(JSONValue.string(given).blankingSecrets() == .string(shown))
    }
}
