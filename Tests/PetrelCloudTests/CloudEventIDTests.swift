import PetrelCloud
import Testing

@Suite struct CloudEventIDTests {
    let noon = Timestamp("2026-11-22T12:00:00Z")!

    @Test func `ids grow within one millisecond`() {
        var random = Seeded(1)
        var sequence = EventIDSequence()
        let ids = (0..<100_000).map { _ in sequence.next(at: noon, using: &random) }
        #expect(ids.isGrowing)
        #expect(ids.allSatisfy { $0.time == noon })
    }

    @Test func `ids grow while the clock goes backwards, and follow it again later`() {
        var random = Seeded(2)
        var sequence = EventIDSequence()
        let ids = (0..<10_000).map { step in
            sequence.next(at: noon.advanced(by: .milliseconds(-step)), using: &random)
        }
        #expect(ids.isGrowing)
        let later = noon.advanced(by: .seconds(1))
        #expect(sequence.next(at: later, using: &random).time == later)
    }

    @Test func `ids grow out of a millisecond that has no more of them`() {
        var random = Seeded(6)
        let last = EventID("019ab8c1-5b7e-7fff-bfff-fffffffffff0")!
        var sequence = EventIDSequence(after: last)
        let ids =
            [last] + (0..<3).map { _ in sequence.next(at: Timestamp(seconds: 0), using: &random) }
        #expect(ids.isGrowing)
        #expect(ids[3].time == last.time?.advanced(by: .milliseconds(1)))
    }

    @Test func `an id is a UUID of version 7 with the time in front`() {
        var random = Seeded(3)
        var sequence = EventIDSequence()
        let id = sequence.next(at: noon, using: &random)
        let text = Array(id.description)
        #expect(text[14] == "7")
        #expect("89ab".contains(text[19]))
        #expect(id.time == noon)
    }

    @Test func `one generator gives different ids to everybody`() async {
        let generator = EventIDGenerator(now: { Timestamp(seconds: 0) })
        let ids = await withTaskGroup(of: [EventID].self) { group in
            for _ in 0..<4 { group.addTask { (0..<5_000).map { _ in generator.next() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(ids).count == 20_000)
    }

    @Test func `text, bytes and order agree`() {
        var random = Seeded(4)
        var ids: [EventID] = []
        for _ in 0..<1_000 {
            ids.append(EventID(bytes: (0..<16).map { _ in random.pick(0...255) })!)
        }
        #expect(ids.map { EventID($0.description) } == ids)
        #expect(ids.map { EventID($0.description.uppercased()) } == ids)
        #expect(ids.map { EventID(bytes: $0.bytes) } == ids)
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
    }

    @Test(arguments: [
        "", "019ab8c1", "019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a5", "019ab8c15b7e7d318f2a0c6e1b9d4a55",
        "019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a55 ", "019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a5g",
        "019ab8c1-5b7e-7d31-8f2a0-c6e1b9d4a55", "{019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a55}",
    ])
    func `other text is no id`(text: String) {
        #expect(EventID(text) == nil)
    }

    @Test func `random text and bytes never stop the program`() {
        var random = Seeded(5)
        for _ in 0..<100_000 {
            let bytes = random.bytes(upTo: 20)
            if EventID(String(decoding: bytes, as: UTF8.self)) != nil { Issue.record("\(bytes)") }
            if (EventID(bytes: bytes) == nil) == (bytes.count == 16) { Issue.record("\(bytes)") }
        }
    }
}

extension [EventID] {
    fileprivate var isGrowing: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
