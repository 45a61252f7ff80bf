internal import PetrelCloud
internal import PetrelPlugin
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct LimitTests {
    /// How many of 64 that are made at the same time are made, and how many are refused for the limit.
    private static func create(
        _ scene: Scene, _ sink: Sink, _ callers: [Caller]
    ) async -> (made: [String], refused: Int) {
        await withTaskGroup { group in
            for number in 0..<64 {
                group.addTask { () -> String? in
                    do throws(any Error) {
                        return try await scene.subscribe(sink, callers[number % callers.count])
                    } catch {
                        return (error as? APIError)?.code == 532 ? nil : "\(error)"
                    }
                }
            }
            let all = await group.reduce(into: [String?]()) { $0.append($1) }
            return (all.compactMap { $0 }, all.count { $0 == nil })
        }
    }

    @Test func `administrators of the cloud have no limits, and are told so`() async throws {
        let scene = try await Scene()
        try await scene.begin { $0.perAccount = 1 }
        let sink = Sink()
        for _ in 0..<3 { try await scene.subscribe(sink, Scene.root) }
        let root = try await scene.ask(.get, "quotas", Scene.root, query: ["id": "a-root"])
        let row = root["quotas"]?.array?.first
        #expect(row?["limited"] == false && row?["subscriptions"] == 3)
        #expect(row?["mostsubscriptions"] == nil)
        await scene.end()
    }

    @Test func `of many made at the same time exactly as many are made as there is room for`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin { $0.perAccount = 5 }
        let sink = Sink()
        for _ in 0..<4 { try await scene.subscribe(sink) }
        for _ in 0..<500 {
            let (made, refused) = await Self.create(scene, sink, [Scene.ann])
            #expect(made.count == 1 && refused == 63)
            let all = try await scene.ask(.get, "subscriptions")["subscriptions"]?.array
            #expect(all?.count == 5)
            for id in made { try await scene.desk.delete(id, for: Scene.ann) }
        }
        await scene.end()
    }

    @Test func `nor do accounts of one domain together get more than it may have`() async throws {
        let scene = try await Scene()
        try await scene.begin { $0.perDomain = 7 }
        let sink = Sink()
        for _ in 0..<6 { try await scene.subscribe(sink, Scene.boss) }
        for _ in 0..<10 {
            let (made, refused) = await Self.create(
                scene, sink, [Scene.ann, Scene.bob, Scene.boss])
            #expect(made.count == 1 && refused == 63)
            for id in made { try await scene.desk.delete(id, for: Scene.root) }
        }
        await scene.end()
    }
}
