internal import PetrelBus
internal import PetrelCloud
internal import PetrelStates
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite struct FilterTests {
    static let values = [
        "", "VM", "VM.START", "VM.STOP", "failed", "succeeded", "Running", "zone-1", "ü",
    ]

    /// Says the same as the specification does, over the event's attributes as JSON, the slow way.
    private static func says(_ filter: JSONValue, _ attributes: [String: String]) -> Bool {
        guard let (dialect, body) = filter.object?.first else { return false }
        let terms = body.object ?? [:]
        switch dialect {
        case "exact": return terms.allSatisfy { attributes[$0.key] == $0.value.string }
        case "prefix":
            return terms.allSatisfy {
                attributes[$0.key]?.hasPrefix($0.value.string ?? "?") ?? false
            }
        case "suffix":
            return terms.allSatisfy {
                attributes[$0.key]?.hasSuffix($0.value.string ?? "?") ?? false
            }
        case "all": return (body.array ?? []).allSatisfy { says($0, attributes) }
        case "any": return (body.array ?? []).contains { says($0, attributes) }
        default: return !says(body, attributes)
        }
    }

    private static func filter(_ depth: Int, _ random: inout SeededRandom) -> JSONValue {
        let names = [
            "type", "outcome", "oldstate", "newstate", "zone", "owner", "kind", "data.size",
        ]
        let dialect = Int.random(in: 0..<(depth > 2 ? 3 : 6), using: &random)
        if dialect < 3 {
            var terms: [String: JSONValue] = [:]
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let value = values.dropFirst().randomElement(using: &random) ?? ""
                terms[names.randomElement(using: &random) ?? "type"] = .string(value)
            }
            return .object([["exact", "prefix", "suffix"][dialect]: .object(terms)])
        }
        if dialect == 5 { return ["not": filter(depth + 1, &random)] }
        let some = (0..<Int.random(in: 1...3, using: &random)).map { _ in filter(depth + 1, &random)
        }
        return .object([["all", "any"][dialect - 3]: .array(some)])
    }

    private static func event(_ random: inout SeededRandom) -> (CloudEvent, [String: String]) {
        func word() -> String? {
            let word = values.randomElement(using: &random) ?? ""
            return word.isEmpty ? nil : word
        }
        let (old, new, zone, owner, size) = (word(), word(), word(), word(), word())
        let type = word() ?? "X"
        var event = CloudEvent(
            category: .action, type: EventType(type),
            resource: ResourceReference(.virtualMachine, "vm-1"), oldState: old, newState: new,
            outcome: Bool.random(using: &random) ? .failed : nil,
            owner: owner.map { .init(account: $0) }, zone: zone)
        if let size { event.attributes["size"] = .string(size) }
        var attributes = ["type": type, "kind": "VirtualMachine"]
        attributes["outcome"] = event.outcome?.rawValue
        (attributes["oldstate"], attributes["newstate"]) = (old, new)
        (attributes["zone"], attributes["owner"], attributes["data.size"]) = (zone, owner, size)
        return (event, attributes)
    }

    @Test func `filters say what the specification says, over ten thousand random cases`() throws {
        var random = SeededRandom(seed: 6)
        var holds = 0
        for _ in 0..<10_000 {
            let json = Self.filter(0, &random)
            let (event, attributes) = Self.event(&random)
            var mistakes: [String] = []
            let read = FilterReader.filters([json], mistakes: &mistakes)
            try #require(mistakes.isEmpty)
            let filter = try #require(read.first)
            let expected = Self.says(json, attributes)
            #expect(filter.matches(event) == expected, "\(json)")
            #expect(filter.json == json)
            if expected { holds += 1 }
        }
        // Neither all nor none, or the cases would show nothing.
        #expect((1_500...8_500).contains(holds))
    }

    @Test func `every mistake is named with its place and a remedy`() {
        var mistakes: [String] = []
        _ = FilterReader.topics(["*.ActionEvent.#", "a..b", 7], mistakes: &mistakes)
        let filters: JSONValue = [
            ["exact": ["typ": "VM.START"]], ["any": [["prefix": ["type": 5]], ["sufix": [:]]]],
            ["not": ["all": []]], 3,
        ]
        _ = FilterReader.filters(filters, mistakes: &mistakes)
        #expect(
            mistakes.map { String($0.prefix { $0 != ":" }) } == [
                "topics[1]", "topics[2]", "filters[0].exact.typ", "filters[1].any[0].prefix.type",
                "filters[1].any[1].sufix", "filters[2].not.all", "filters[3]",
            ])
        #expect(mistakes[2].hasSuffix("did you mean type?"))
    }

    @Test func `what would cost too much is refused`() {
        var deep: JSONValue = ["exact": ["type": "VM.START"]]
        for _ in 0..<8 { deep = ["not": deep] }
        let many = JSONValue.array(Array(repeating: ["exact": ["type": "a"]], count: 101))
        let topics = JSONValue.array(Array(repeating: "#", count: 33))
        let long: JSONValue = [["exact": ["type": .string(String(repeating: "x", count: 1_025))]]]
        for filters in [[deep], many, long] {
            var mistakes: [String] = []
            _ = FilterReader.filters(filters, mistakes: &mistakes)
            #expect(mistakes.count == 1)
        }
        var mistakes: [String] = []
        _ = FilterReader.topics(topics, mistakes: &mistakes)
        #expect(mistakes.count == 1)
    }
}
