internal import PetrelCloud
internal import PetrelNotify
internal import PetrelTesting
internal import Testing

@Suite(.timeLimit(.minutes(2)))
struct WebhookTests {
    private func webhook(
        _ server: ScriptedServer, _ values: [String: JSONValue] = [:]
    ) throws -> WebhookChannel {
        let settings = values.merging(["url": .string(server.url)]) { own, _ in own }
        return try WebhookChannel(
            ChannelSettings(settings), ChannelEnvironment(Sample.settings(server.port)))
    }

    @Test func `sends an event as a signed structured CloudEvent`() async throws {
        let server = ScriptedServer { _ in .status(200, "", "thanks") }
        let key = SigningKey.newShared()
        let webhook = try webhook(server, ["secret": .string(key)])
        let receipt = try await webhook.deliver(Sample.delivery())
        #expect(receipt.status == 200)
        #expect(receipt.excerpt == "thanks")
        let request = await server.requests.first(1)[0]
        #expect(request.line == "POST /events HTTP/1.1")
        #expect(request.header("content-type") == "application/cloudevents+json")
        #expect(request.header("webhook-id") == "5d1c_019ab8c1")
        #expect(request.header("webhook-signature")?.hasPrefix("v1,") == true)
        #expect(request.header("petrel-counter") == "7")
        #expect(request.header("petrel-cursor") == "41")
        #expect(request.body == Sample.event.cloudEventsJSON())
        #expect(!request.headers.contains { $0.name.hasPrefix("ce-") })
    }
}
