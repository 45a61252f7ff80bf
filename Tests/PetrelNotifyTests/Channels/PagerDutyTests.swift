internal import PetrelCloud
internal import PetrelStates
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(2)))
struct PagerDutyTests {
    private static func change(to state: String, on trigger: String, _ id: String = "h1")
        -> CloudEvent
    {
        .stateChange(
            of: ResourceReference(kind: "Host", id: id), version: 2, from: "Up", on: trigger,
            to: state,
            owner: nil)
    }

    @Test func `what raises and what resolves has one key`() async throws {
        let server = ScriptedServer { _ in .status(202, "", #"{"status":"success"}"#) }
        let channel = try PagerDutyChannel(
            ChannelSettings([
                "url": .string(server.url),
                "routingkey": .string(String(repeating: "k", count: 32)),
            ]), ChannelEnvironment(Sample.settings(server.port)))
        for (state, trigger) in [("Down", "PingTimeout"), ("Acknowledged", "Seen"), ("Up", "Ping")]
        {
            _ = try await channel.deliver(Sample.delivery([Self.change(to: state, on: trigger)]))
        }
        let bodies = try await server.requests.first(3).map { try JSONReader().read($0.body) }
        #expect(bodies.map { $0["event_action"]?.string } == ["trigger", "acknowledge", "resolve"])
        #expect(Set(bodies.map { $0["dedup_key"]?.string }) == ["state/Host/h1"])
        #expect(bodies[0]["payload"]?["severity"]?.string == "info")
        #expect(bodies[0]["payload"]?["custom_details"]?["newState"]?.string == "Down")
    }

    @Test func `a long key stays within 255 bytes and stays one`() {
        let long = String(repeating: "x", count: 300)
        let one = PagerDutyRules.key(Self.change(to: "Down", on: "a", long))
        #expect(one == PagerDutyRules.key(Self.change(to: "Up", on: "b", long)))
        #expect(one.utf8.count <= 255)
        #expect(one != PagerDutyRules.key(Self.change(to: "Down", on: "a", long + "y")))
    }

    @Test func `an alert's severity is its own or its level's`() {
        #expect(
            PagerDutyRules.severity(.alert("A", subject: "s", body: "b", level: .error)) == "error")
        let own = CloudEvent.alert(
            "A", subject: "s", body: "b", attributes: ["severity": "Critical"])
        #expect(PagerDutyRules.severity(own) == "critical")
    }
}
