import PetrelCloud
import PetrelPlugin
import Testing

@testable import PetrelProgram

@Suite struct `Words behind a verb` {
    private static let verb = PluginVerb(
        "add", "Adds.", command: "addThing", parameters: ["kind": "thing"],
        positional: ["name", "host"], fallbacks: ["since": "1h", "size": "3"])
    private static let declaration: JSONValue = [
        "params": .array(
            [
                ("name", "string"), ("host", "string"), ("size", "integer"), ("tls", "boolean"),
                ("since", "date"), ("kind", "string"), ("tags", "map"),
            ].map { ["name": .string($0.0), "type": .string($0.1)] })
    ]

    private func fields(_ words: String...) throws -> [String: String] {
        let fields = try VerbWords(Self.verb, declaration: Self.declaration).fields(words)
        return Dictionary(fields) { first, _ in first }
    }

    @Test func `are parameters by their place, their name or as flags`() throws {
        let read = try fields(
            "one", "--tls", "--size", "7", "HOST=a=b", "tags[0].key=x", "since=2026-11-22")
        #expect(
            read == [
                "name": "one", "tls": "true", "size": "7", "HOST": "a=b", "tags[0].key": "x",
                "since": "2026-11-22", "kind": "thing",
            ])
        #expect(try fields("a=b", "--tls", "false")["name"] == "a=b")
        #expect(try fields("--tls", "false")["tls"] == "false")
        #expect(try fields("--size=8")["size"] == "8")
        #expect(try fields("--name", "one", "there")["host"] == "there")
    }

    @Test func `may say of a time how long ago it is`() throws {
        let since = try #require(try fields()["since"].flatMap { APIParameter.date($0) })
        let age = since.duration(to: .now)
        #expect(age >= .seconds(3_600) && age < .seconds(3_700))
    }

    @Test(arguments: [["--siez", "7"], ["a", "b", "c"], ["--size"], ["--nothing=1"]])
    func `that fit nothing are refused`(_ words: [String]) {
        #expect(throws: CommandFailure.self) {
            try VerbWords(Self.verb, declaration: Self.declaration).fields(words)
        }
    }
}
