internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

/// Receivers that have to say that they want messages, where the operator asks for that.
@Suite(.timeLimit(.minutes(3))) struct ChallengeTests {
    private static let echo: @Sendable (ScriptedServer.Request) -> ScriptedServer.Answer = {
        request in
        let challenge = request.json["challenge"]?.string
        return .status(200, "", challenge.map { "{\"challenge\":\"\($0)\"}" } ?? "")
    }

    @Test func `nothing is sent before the challenge is answered, and then all of it`()
        async throws
    {
        let scene = try await WebhookScene(["challenge": true]) { request in
            request.line.contains("/echo") ? Self.echo(request) : .status(200)
        }
        let made = try await scene.subscribe()
        let id = made["id"]?.string ?? ""
        #expect(made["state"] == "unconfirmed" && made["reason"] != nil)
        try await scene.scene.happen(["m-1", "m-2"])
        // It was asked several times, and nothing else came.
        let asked = await scene.requests(4)
        #expect(asked.allSatisfy { $0.json["type"] == "petrel.challenge" })
        #expect(!"\(made)".contains(asked[0].json["challenge"]?.string ?? "?"))
        for answer in ["wrong", ""] {
            await #expect(throws: APIError.self) {
                try await scene.scene.ask(
                    .post, "subscriptions/{id}/challenge", id: id,
                    body: ["challenge": .string(answer)])
            }
        }
        // Somebody who has seen it at the receiver can say so.
        let taken = try await scene.scene.ask(
            .post, "subscriptions/{id}/challenge", id: id,
            body: ["challenge": asked[0].json["challenge"] ?? ""])
        #expect(taken["state"] == "enabled")
        #expect(await scene.requests(6)[4...].allSatisfy { $0.json["specversion"] == "1.0" })
        // Another address is asked anew, and answers by itself.
        let moved = try await scene.scene.ask(
            .put, "subscriptions/{id}", id: id,
            body: ["settings": ["url": .string(scene.server.url + "/echo")]])
        #expect(moved["state"] == "unconfirmed")
        try await scene.state(of: id, is: "enabled")
        try await scene.scene.happen(["m-1"])
        let all = await scene.requests(8)
        #expect(all[6].json["type"] == "petrel.challenge" && all[6].line.contains("/echo"))
        #expect(all[7].json["specversion"] == "1.0" && all[7].line.contains("/echo"))
        await scene.scene.end()
    }

    @Test func `an answer counts for its address only, whatever is switched`() async throws {
        let scene = try await WebhookScene(["challenge": true])
        let id = try await scene.subscribe()["id"]?.string ?? ""
        let resumed = try await scene.scene.ask(.post, "subscriptions/{id}/resume", id: id)
        #expect(resumed["state"] == "unconfirmed")
        let enabled = try await scene.scene.ask(
            .put, "subscriptions/{id}", id: id, body: ["state": "enabled"])
        #expect(enabled["state"] == "unconfirmed")
        await scene.scene.end()
    }

    @Test func `administrators of the cloud are not asked, nor is anybody without the setting`()
        async throws
    {
        let scene = try await WebhookScene(["challenge": true])
        #expect(try await scene.subscribe(Scene.root)["state"] == "enabled")
        await scene.scene.end()
        let other = try await WebhookScene()
        #expect(try await other.subscribe()["state"] == "enabled")
        await other.scene.end()
    }
}
