internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelTesting

@testable internal import PetrelNotify

/// A scene whose subscriptions reach a scripted server over the channel `webhook`.
struct WebhookScene {
    let scene: Scene
    let server: ScriptedServer
    let clock = HandClock()

    init(
        _ settings: [String: JSONValue] = [:],
        answer: @escaping @Sendable (ScriptedServer.Request) -> ScriptedServer.Answer = { _ in
            .status(204)
        }
    ) async throws {
        server = ScriptedServer(answer)
        scene = try await Scene(clock: clock)
        let own: [String: JSONValue] = [
            "http": true, "ports": .string("\(server.port)"), "allow": "127.0.0.0/8",
        ]
        try await scene.begin(
            channels: [WebhookChannel.self], settings: own.merging(settings) { $1 })
    }

    func subscribe(
        _ caller: Caller = Scene.ann, _ settings: [String: JSONValue] = [:],
        _ more: [String: JSONValue] = [:]
    ) async throws -> JSONValue {
        let settings = settings.merging(["url": .string(server.url)]) { own, _ in own }
        let body = more.merging([
            "name": "hook", "channel": "webhook", "settings": .object(settings),
        ]) { own, _ in own }
        return try await scene.ask(.post, "subscriptions", caller, body: .object(body))
    }

    /// Requests as they are there, with the clock going on until there are so many.
    func requests(_ count: Int, every step: Duration = .seconds(1)) async
        -> [ScriptedServer.Request]
    {
        while server.requests.elements.count < count {
            clock.advance(by: step)
            await Task.yield()
        }
        return server.requests.elements
    }

    /// Waits until a subscription is in a state.
    func state(of id: String, is state: String) async throws {
        while try await scene.ask(.get, "subscriptions/{id}", Scene.root, id: id)["state"]
            != .string(state)
        {
            await Task.yield()
        }
    }
}

extension ScriptedServer.Request {
    var json: JSONValue { (try? JSONReader().read(body)) ?? .null }
    /// Message ids of the events in a batch.
    var messages: [String] { json.array?.compactMap { $0["petrelmessage"]?.string } ?? [] }
    var counters: [Int] {
        json.array?.compactMap { $0["petrelcounter"]?.string.flatMap { Int($0) } } ?? []
    }
}
