import PetrelCloud
import PetrelPlugin
import PetrelTesting
import Testing

@testable import PetrelHTTP

@Suite struct CloudStackEnvelopeTests {
    private func answer(
        _ answer: APIAnswer, to query: String = "command=listMachines", format: String = "json"
    ) async throws -> String {
        try await CloudStackFixture(answering: answer).send(query, format: format).text
    }

    @Test func `nothing found is an empty envelope`() async throws {
        #expect(try await answer(.list([], count: 0)) == #"{"listmachinesresponse":{}}"#)
        #expect(try await answer(.list([], count: 700)) == #"{"listmachinesresponse":{}}"#)
    }

    @Test func `a list has its total and its items, each with what was declared`() async throws {
        let machine: JSONValue = ["id": "a", "cpunumber": "4", "secret": "s", "ha": nil]
        #expect(
            try await answer(.list([machine], count: 9))
                == #"{"listmachinesresponse":{"count":9,"machine":[{"cpunumber":4,"id":"a"}]}}"#)
    }

    @Test func `a job has its id and the id of what it makes`() async throws {
        let query = "command=deployMachine&zoneid=\(CloudStackFixture.id)"
        #expect(
            try await answer(.job("j", id: "m"), to: query)
                == #"{"deploymachineresponse":{"id":"m","jobid":"j"}}"#)
        #expect(
            try await answer(.success, to: "command=stopServer")
                == #"{"stopserverresponse":{"success":true}}"#)
        #expect(
            try await answer(.object(["id": "m"]), to: query)
                == #"{"deploymachineresponse":{"machine":{"id":"m"}}}"#)
    }

    @Test func `a refusal is its status, its header and its body`() async throws {
        let reply = try await CloudStackFixture().send("command=deployMachine")
        #expect(reply.status == 431)
        #expect(reply.header("Content-Type") == "application/json; charset=UTF-8")
        let text = "deployMachine needs the parameter zoneid: add zoneid=…"
        #expect(
            reply.header("X-Description")?.hasPrefix("deployMachine needs the parameter") == true)
        #expect(
            reply.text
                == #"{"deploymachineresponse":{"uuidList":[],"errorcode":431,"cserrorcode":4350,"#
                + #""errortext":"\#(text)"}}"#)
    }

    @Test func `XML repeats the elements of a list and escapes its marks`() async throws {
        let machine: JSONValue = [
            "id": "<&\">\r\u{1}", "hosts": ["a", "b"], "nic": [["mac": "m", "mtu": 1_500]],
            "details": ["cpu number": "4"],
        ]
        #expect(
            try await answer(.list([machine], count: 1), format: "xml")
                == #"<?xml version="1.0" encoding="UTF-8"?><listmachinesresponse "#
                + #"cloud-stack-version="4.23.0.0"><count>1</count><machine><details>"#
                + #"<cpu_number>4</cpu_number></details><hosts>a</hosts><hosts>b</hosts>"#
                + "<id>&lt;&amp;&quot;&gt;&#13;\u{FFFD}</id><nic><mac>m</mac><mtu>1500</mtu></nic>"
                + "</machine></listmachinesresponse>")
        #expect(
            try await answer(.list([], count: 0), format: "xml").hasSuffix(
                #" cloud-stack-version="4.23.0.0"></listmachinesresponse>"#))
        let refusal = try await CloudStackFixture().send("command=deployMachine", format: "xml")
        #expect(refusal.header("Content-Type") == "text/xml; charset=UTF-8")
        #expect(refusal.text.contains("<deploymachineresponse><errorcode>431</errorcode>"))
    }

    @Test func `whatever a command answers, only declared members of declared types leave`() {
        var random = SeededRandom(seed: 11)
        let response = APIResponse.object("machine", CloudStackFixture.machine)
        for _ in 0..<2_000 {
            let members = CloudStackFixture.machine.map(\.name) + ["other", "password"]
            let object = members.reduce(into: [String: JSONValue]()) { object, name in
                object[name] = random.json(depth: 3)
            }
            let answer = DeclaredAnswer(.object(.object(object)), response)
            #expect(answer.slips.contains("machine.other") == (object["other"] != .null))
            guard fits(answer.members[0].value, CloudStackFixture.machine) else {
                Issue.record("\(answer.members)")
                return
            }
        }
    }

    @Test func `a job's result is held to what its command declares`() {
        let response = APIResponse.object("machine", CloudStackFixture.machine)
        let machine: JSONValue = [
            "size": "5", "password": "p", "extra": ["a": nil, "b": [["c": nil]]],
        ]
        #expect(
            DeclaredAnswer.jobResult(.object(machine), response)
                == ["machine": ["size": 5, "extra": ["b": [[:]]]]])
        #expect(DeclaredAnswer.jobResult(.success, .success) == ["success": true])
    }

    private func fits(_ value: JSONValue, _ fields: [APIField]) -> Bool {
        guard let object = value.object else { return false }
        return object.allSatisfy { name, value in
            fields.first { $0.name == name }.map { fits(value, $0) } ?? false
        }
    }

    private func fits(_ value: JSONValue, _ field: APIField) -> Bool {
        switch (field.kind, value) {
        case (.string, .string), (.long, .integer), (.double, .number), (.boolean, .bool): true
        case (.integer, .integer(let integer)): Int32(exactly: integer) != nil
        case (.date, .string(let text)): Timestamp(text, form: .api) != nil
        case (.map, .object(let members)): members.values.allSatisfy { $0.string != nil }
        case (.object, .object): true
        case (.list, .array(let items)):
            items.allSatisfy { field.fields.isEmpty ? $0.string != nil : fits($0, field.fields) }
        default: false
        }
    }
}

extension SeededRandom {
    /// Any JSON there is.
    mutating func json(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &self) {
        case 0: .null
        case 1: .bool(Bool.random(using: &self))
        case 2: .integer(Int64.random(in: .min ... .max, using: &self))
        case 3: .number(Double.random(in: -1e300...1e300, using: &self))
        case 4: .string("2026-11-22T17:00:00.5Z")
        case 5: .string("17")
        case 6: .string("true")
        case 7: .array((0..<3).map { _ in json(depth: depth - 1) })
        default:
            .object(
                Dictionary(
                    uniqueKeysWithValues: ["mac", "mtu", "x"].map { ($0, json(depth: depth - 1)) }))
        }
    }
}
