internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

/// Several events in one request, in CloudEvents' batched format.
@Suite(.timeLimit(.minutes(3))) struct BatchTests {
    private static let machines = (0..<60).map { "m-\($0)" }

    /// A subscription with a backlog, which then begins.
    private func backlog(_ scene: WebhookScene, _ batch: Int) async throws -> String {
        let made = try await scene.subscribe(
            Scene.ann, ["format": "batched", "batch": .integer(Int64(batch))], ["state": "paused"])
        let id = made["id"]?.string ?? ""
        try await scene.scene.happen(Self.machines)
        _ = try await scene.scene.ask(.post, "subscriptions/{id}/resume", id: id)
        return id
    }

    /// Waits until every event has been sent and nothing waits to be sent again.
    private func settled(_ scene: WebhookScene, _ id: String) async throws {
        while true {
            let sent = Set(scene.server.requests.elements.flatMap(\.messages))
            let row = try await scene.scene.ask(.get, "subscriptions/{id}", id: id)
            if sent.count == Self.machines.count, row["behind"] == 0, row["held"] == 0,
                row["underway"] == 0
            {
                return
            }
            scene.clock.advance(by: .seconds(1))
            await Task.yield()
        }
    }

    private func attempts(_ scene: WebhookScene, _ id: String) async throws -> Int {
        let answer = try await scene.scene.ask(.get, "subscriptions/{id}/attempts", id: id)
        return answer["attempts"]?.array?.count ?? 0
    }

    @Test func `what waits goes together, each event with its own message id and count`()
        async throws
    {
        let scene = try await WebhookScene()
        let id = try await backlog(scene, 25)
        try await settled(scene, id)
        let requests = scene.server.requests.elements
        #expect(requests.count < Self.machines.count / 2)
        #expect(requests.allSatisfy { $0.messages.count <= 25 })
        #expect(requests.flatMap(\.counters).sorted() == Array(1...60))
        #expect(Set(requests.flatMap(\.messages)).count == 60)
        #expect(Set(requests.compactMap { $0.header("webhook-id") }).count == requests.count)
        for request in requests where request.messages.count > 1 {
            #expect(request.header("content-type") == "application/cloudevents-batch+json")
            #expect(request.header("petrel-events") == "\(request.messages.count)")
            #expect(request.header("petrel-counter") == nil)
        }
        // They are written down a little later than they are made.
        while try await attempts(scene, id) < 60 { scene.clock.advance(by: .seconds(1)) }
        #expect(try await attempts(scene, id) == 60)
        await scene.scene.end()
    }

    @Test func `those that the answer names come again, by themselves, and the others do not`()
        async throws
    {
        let scene = try await WebhookScene { request in
            let named = request.messages.count > 1 ? request.messages.prefix(1) : []
            let items = named.map { "{\"itemIdentifier\":\"\($0)\"}" }.joined()
            return .status(200, "", "{\"batchItemFailures\":[\(items)]}")
        }
        let id = try await backlog(scene, 30)
        try await settled(scene, id)
        let requests = scene.server.requests.elements
        let named = requests.filter { $0.messages.count > 1 }.map { $0.messages[0] }
        #expect(!named.isEmpty)
        let all = requests.flatMap(\.messages)
        for message in Set(all) {
            #expect(all.count { $0 == message } == (named.contains(message) ? 2 : 1))
        }
        for message in named {
            let last = requests.last { $0.messages.contains(message) }
            #expect(last?.messages == [message] && last?.header("petrel-attempt") == "2")
        }
        await scene.scene.end()
    }

    @Test func `what is refused together is tried one by one, so that one event is found`()
        async throws
    {
        let scene = try await WebhookScene { request in
            // One machine's event is more than the receiver can stand.
            request.messages.count > 1 ? .status(413) : .status(204)
        }
        let id = try await backlog(scene, 20)
        try await settled(scene, id)
        let single = scene.server.requests.elements.filter { $0.messages.count == 1 }
        #expect(Set(single.flatMap(\.messages)).count == 60)
        let dead = try await scene.scene.ask(.get, "subscriptions/{id}/dead", id: id)
        #expect(dead["dead"] == [])
        await scene.scene.end()
    }

    @Test func `a format that holds one event takes no batch`() async throws {
        let scene = try await WebhookScene()
        await #expect(throws: (any Error).self) {
            try await scene.subscribe(Scene.ann, ["format": "binary", "batch": 2])
        }
        await scene.scene.end()
    }
}
