internal import PetrelCloud
internal import PetrelTesting
internal import Testing

@testable internal import PetrelUsage

/// What is remembered of lists, and when it still holds.
@Suite struct ListTests {
    @Test(arguments: [10, 4_096, 9_000])
    func `a place is found without what is before it`(resources: Int) {
        var random = SeededRandom(seed: UInt64(resources))
        var (spans, owners) = (RecordSpans(), [Int64]())
        for resource in 1...Int64(resources) {
            let count = Int.random(in: 0...3, using: &random)
            owners += repeatElement(resource, count: count)
            if count > 0 { spans.add(count, of: resource) }
        }
        #expect(spans.total == owners.count)
        #expect(spans.place(of: owners.count) == nil)
        for record in owners.indices where record % 7 == 0 || resources < 100 {
            guard let place = spans.place(of: record) else {
                Issue.record("no place of \(record)")
                continue
            }
            let first = record - place.skipped
            #expect(owners[first] > place.after)
            #expect(first == 0 || owners[first - 1] <= place.after)
        }
    }

    @Test func `a resource with a high number costs no memory`() {
        var spans = RecordSpans()
        spans.add(3, of: 1)
        spans.add(4, of: .max / 2)
        #expect(spans.place(of: 2)?.skipped == 2)
        #expect(spans.place(of: 3)?.skipped == 0)
        #expect(spans.total == 7)
    }

    @Test(arguments: [1, 2, 3])
    func `what changed late is known, and what was not noted counts as changed`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let changes = ChangedTimes()
        #expect(!changes.isSame(before: .at(0), after: 5, and: 6))
        #expect(changes.isSame(before: .at(0), after: 5, and: 5))
        changes.begin(at: 10)
        var noted: [(first: Int64, through: Int64)] = []
        for cursor in Int64(11)...3_000 {
            // Mostly in order; now and then something late.
            let first = Int.random(in: 0..<200, using: &random) == 0 ? cursor - 500 : cursor
            changes.note(.at(first), through: cursor)
            noted.append((first, cursor))
        }
        for _ in 0..<300 {
            let cursor = Int64.random(in: 2_000...3_000, using: &random)
            let end = Int64.random(in: 1_400...3_000, using: &random)
            let isChanged = noted.contains { $0.through > cursor && $0.first < end }
            #expect(
                changes.isSame(before: .at(end), after: cursor, and: 3_000)
                    == (!isChanged || cursor == 3_000))
        }
        #expect(!changes.isSame(before: .at(0), after: 9, and: 3_000))
        #expect(!changes.isSame(before: .at(0), after: 2_990, and: 3_001))
        // Old marks are put together, and then rather say too much than too little.
        for cursor in Int64(11)..<2_000
        where noted.contains(where: { $0.through > cursor && $0.first < 700 }) {
            #expect(!changes.isSame(before: .at(700), after: cursor, and: 3_000))
        }
    }

    private func question(_ number: Int) -> RecordQuestion {
        RecordQuestion(
            user: "user-\(number)", from: .at(0), to: .at(100), filter: UsageFilter(), keyword: nil)
    }

    private func view(at second: Int64) -> UsageView { UsageView(now: .at(second)) }

    @Test func `a list goes on until its first page shows something else`() {
        let lists = RecordLists()
        let (first, second) = (view(at: 200), view(at: 201))
        #expect(lists.view(question(1), page: 1, first, isSame: { _ in false }) == first)
        #expect(lists.view(question(1), page: 7, second, isSame: { _ in false }) == first)
        #expect(lists.view(question(2), page: 7, second, isSame: { _ in false }) == second)
        #expect(lists.view(question(1), page: 1, second, isSame: { _ in true }) == first)
        #expect(lists.view(question(1), page: 1, second, isSame: { _ in false }) == second)
    }

    @Test func `a list that nobody asked for in ten minutes is begun anew`() {
        let lists = RecordLists()
        let (first, late) = (view(at: 200), view(at: 800))
        _ = lists.view(question(1), page: 1, first, isSame: { _ in false })
        #expect(lists.view(question(1), page: 2, late, isSame: { _ in true }) == first)
        let later = view(at: 1_399)
        #expect(lists.view(question(1), page: 2, later, isSame: { _ in false }) == first)
        let latest = view(at: 1_999)
        #expect(lists.view(question(1), page: 2, latest, isSame: { _ in false }) == latest)
    }

    @Test func `what was counted is forgotten when there are too many lists`() {
        let lists = RecordLists()
        for number in 0...RecordLists.most {
            let view = view(at: Int64(number))
            _ = lists.view(question(number), page: 1, view, isSame: { _ in false })
            lists.counted(question(number), view, RecordSpans())
        }
        #expect(lists.spans(question(0), view(at: 0)) == nil)
        #expect(lists.spans(question(1), view(at: 1)) != nil)
        // What was counted for a list that is another one by now is of no use.
        lists.counted(question(1), view(at: 5), RecordSpans())
        #expect(lists.spans(question(1), view(at: 5)) == nil)
    }
}

extension Timestamp {
    fileprivate static func at(_ second: Int64) -> Timestamp { Timestamp(seconds: second) }
}
