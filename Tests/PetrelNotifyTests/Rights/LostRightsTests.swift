internal import PetrelCloud
internal import PetrelLedger
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

/// What arrives at real receivers of every channel.
@Suite(.timeLimit(.minutes(5))) struct LostRightsTests {
    @Test func `over no channel comes what one may not know, nor what one may not know any more`()
        async throws
    {
        let receivers = try Receivers()
        let scene = try await Scene()
        try await scene.begin(channels: builtInChannels, settings: receivers.operatorSettings)
        for way in receivers.ways {
            var draft = Thing(owner: Scene.boss, extent: .domain, way: way).draft
            draft.state = nil
            _ = try await scene.desk.create(draft, for: Scene.root)
        }
        try await scene.happen(["vm-of-strangers"], Scene.eve)
        try await scene.happen(["vm-of-ann"], Scene.ann)
        await receivers.haveAll("vm-of-ann")
        // Nothing but what is one's own is a user's to know.
        try await scene.changeBoss { $0.attributes["roletype"] = "User" }
        let known = scene.tally.withheld
        try await scene.happen(["vm-too-late"], Scene.ann)
        try await scene.happen(["vm-of-boss"], Scene.boss)
        await receivers.haveAll("vm-of-boss")
        // Each is held back, or has come, which is the mistake.
        func late() -> [Way] { receivers.ways.filter { receivers.has("vm-too-late", over: $0) } }
        while scene.tally.withheld + Int64(late().count) < known + Int64(receivers.ways.count) {
            await Task.yield()
        }
        #expect(late().map(\.name) == [])
        let strange = receivers.ways.filter { receivers.has("vm-of-strangers", over: $0) }
        #expect(strange.map(\.name) == [])
        await scene.end()
    }
}

extension Receivers {
    func has(_ word: String, over way: Way) -> Bool { arrived(over: way).contains(word) }

    /// Returns when it has come over every way.
    func haveAll(_ word: String) async {
        for way in ways { while !has(word, over: way) { await Task.yield() } }
    }
}
