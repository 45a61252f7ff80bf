internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct RestartTests {
    @Test func `over many restarts nothing is lost, order holds and repeats have the same id`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(sink)
        var all: [CloudEvent] = []
        for round in 0..<12 {
            let taken = sink.count
            all += try await scene.happen((0..<60).map { "vm-\(($0 + round) % 9)" })
            await sink.hasTaken(taken + 5)
            // Cut off where it stands, with attempts under way.
            await scene.end()
            all += try await scene.happen((0..<40).map { "vm-\($0 % 9)" })
            try await scene.begin()
        }
        let expected = Set(all.map { "\(id)_\($0.id)" })
        while Set(sink.taken.map(\.id)).count < expected.count { await Task.yield() }
        #expect(Set(sink.taken.map(\.id)) == expected)
        for machine in 0..<9 {
            var seen: Set<String> = []
            let firsts = sink.taken.filter { $0.event.resource?.id == "vm-\(machine)" }
                .filter { seen.insert($0.id).inserted }
            #expect(
                firsts.map(\.event.id)
                    == all.filter { $0.resource?.id == "vm-\(machine)" }.map(\.id))
        }
        // Each message has the same count at every attempt, and there is no hole.
        let counts = Dictionary(grouping: sink.taken, by: \.id).mapValues { Set($0.map(\.counter)) }
        #expect(counts.values.allSatisfy { $0.count == 1 })
        #expect(Set(counts.values.flatMap { $0 }) == Set(1...Int64(all.count)))
        await scene.end()
    }

    @Test func `what is held behind a failure is held by the next server, with its attempts`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.begin()
        let sink = Sink()
        sink.answers { $0.events[0].resource?.id == "vm-1" ? .busy : nil }
        try await scene.subscribe(sink)
        let events = try await scene.happen(["vm-1", "vm-1", "vm-2"])
        await scene.pass(.zero, until: { scene.tally.failed == 1 && scene.tally.delivered == 1 })
        for attempts in 1...4 {
            await scene.end()
            try await scene.begin()
            let came = sink.came.count
            // Less than any wait but the first, so that one step too many leads to nothing.
            await scene.pass(.seconds(60), until: { sink.came.count > came })
            #expect(sink.came.last?.attempt == attempts + 1)
            await scene.pass(.zero, until: { scene.tally.failed == 1 })
        }
        #expect(sink.came.count { !$0.isTaken } == 5)
        sink.takesAll()
        await scene.pass(.seconds(600), until: { sink.count == 3 })
        #expect(sink.taken.map(\.event.id) == [events[2], events[0], events[1]].map(\.id))
        await scene.end()
    }

    @Test func `what is held is not taken from the ledger once more by the next server`()
        async throws
    {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin()
        let sink = Sink()
        sink.answers { _ in .busy }
        let id = try await scene.subscribe(sink)
        for _ in 0..<2 { try await scene.happen((0..<90).map { "vm-\($0)" }) }
        for _ in 0..<3 {
            await scene.pass(
                .zero,
                until: { scene.waiting(id) >= 180 && !scene.isClosed(id) && scene.isAtRest })
            #expect(scene.waiting(id) == 180)
            await scene.end()
            try await scene.begin()
        }
        sink.takesAll()
        await scene.pass(.seconds(60), until: { sink.count >= 180 && scene.runs == 0 })
        #expect(sink.count == 180 && Set(sink.taken.map(\.counter)) == Set(1...180))
        await scene.end()
    }

    @Test func `what was delivered beyond one that is not answered does not come again`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        sink.isSilent(of: "vm-slow")
        try await scene.subscribe(sink)
        var all = try await scene.happen(["vm-slow"])
        for round in 0..<3 {
            // More than a page of the ledger, and the last of them behind the one that is not answered.
            all += try await scene.happen((0..<200).map { "vm-\($0)" } + ["vm-slow"])
            await scene.hasDelivered(200)
            await scene.end()
            try await scene.begin()
            // Ended again at once the second time, before all of it was read once more.
            guard round == 1 else { continue }
            await scene.end()
            try await scene.begin()
        }
        sink.isSilent(of: nil)
        all += try await scene.happen((0..<10).map { "vm-\($0)" })
        await scene.hasDelivered(14)
        #expect(sink.count == all.count && Set(sink.taken.map(\.event.id)) == Set(all.map(\.id)))
        // Each has the count of its place in the ledger.
        let counted = sink.taken.sorted { $0.counter < $1.counter }
        #expect(counted.map(\.counter) == (1...Int64(all.count)).map { $0 })
        #expect(counted.map(\.event.id) == all.map(\.id))
        await scene.end()
    }
}

extension Scene {
    /// Returns when this server has delivered so many.
    fileprivate func hasDelivered(_ count: Int64) async {
        while tally.delivered < count { await Task.yield() }
    }

    /// How many parcels there are, held ones among them.
    fileprivate func waiting(_ id: String) -> Int {
        desk.courier.board.withLock { board in
            board.runs[RunID(subscription: id)]?.lanes.count ?? 0
        }
    }
}
