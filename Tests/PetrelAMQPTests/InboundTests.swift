internal import BrokerTesting
internal import PetrelAMQP
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Testing

extension BrokerTests {
    /// Events of other systems.
    @Suite struct Inbound {
        @Test func `other systems' events are committed once, as the account's`() async throws {
            let scene = try await Scene()
            try await scene.account("ENABLED")
            let event = Self.event
            let settings = scene.settings(inbound: [scene.inbound("others", account: "a-1")])
            try await scene.running(settings) { _, states in
                await states.running("others")
                let structured = Self.message("others", event)
                let sender = try await scene.connected()
                // The last one is repeated by its sender, with the same id.
                try await sender.publish([structured, Self.binary("others"), structured])
                try await sender.publish([Self.message("others", Self.marker)])
                let committed = try await scene.committed { $0.type == "MARKER" }
                #expect(committed.map(\.type) == ["BACKUP.DONE", "TICKET.OPEN", "MARKER"])
                let first = try #require(committed.first)
                #expect(first.id == event.id)
                #expect(first.source == "others")
                #expect(first.owner?.account == "a-1")
                #expect(first.domainPath == "/acme/")
                #expect(first.attributes["externalsource"] == "backup-system")
                await sender.close()
                let queues = try await scene.list("listAMQPInboundQueues")
                #expect(queues.first?["duplicates"] == 1)
            }
        }

        @Test func `poison goes to the dead-letter exchange with the reason, and the rest goes on`()
            async throws
        {
            let scene = try await Scene()
            try await scene.account("ENABLED")
            let settings = scene.settings(inbound: [scene.inbound("poison", account: "a-1")])
            try await scene.running(settings) { _, states in
                await states.running("poison")
                let sender = try await scene.connected()
                var bad = Self.message("poison", Self.event)
                bad.body = Array("{\"specversion\":\"1.0\"".utf8)
                try await sender.publish([bad, Self.message("poison", Self.marker)])
                _ = try await scene.committed { $0.type == "MARKER" }
                let dead = try await scene.take(from: "poison.dead") { !$0.isEmpty }
                #expect(dead.first?.body == bad.body)
                #expect(dead.first?.headers["x-petrel-reason"] != nil)
                await sender.close()
            }
            let connection = try await scene.connected()
            #expect(try await connection.countMessages(in: "poison") == 0)
            await connection.close()
        }

        @Test func `an account that may not is named, and nothing is taken`() async throws {
            let scene = try await Scene()
            try await scene.account("DISABLED")
            let settings = scene.settings(inbound: [scene.inbound("unowned", account: "a-1")])
            try await scene.running(settings) { _, states in
                let failure = await states.failure("unowned")
                #expect(failure?.reason.contains("a-1") == true)
            }
        }

        static let event = CloudEvent(
            category: .action, type: "BACKUP.DONE", source: "backup-system", outcome: .succeeded,
            description: "done")
        static let marker = CloudEvent(category: .action, type: "MARKER", source: "elsewhere")

        static func message(_ queue: String, _ event: CloudEvent) -> AMQPMessage {
            AMQPMessage(
                exchange: "", routingKey: queue, body: event.cloudEventsJSON(),
                contentType: "application/cloudevents+json", id: event.id.description)
        }

        static func binary(_ queue: String) -> AMQPMessage {
            let id = EventID.next().description
            return AMQPMessage(
                exchange: "", routingKey: queue, body: Array("{\"level\":\"INFO\"}".utf8),
                contentType: "application/json", id: id,
                headers: [
                    "cloudEvents:specversion": .text("1.0"), "cloudEvents:id": .text(id),
                    "cloudEvents:type": .text("TICKET.OPEN"), "cloudEvents:source": .text("desk"),
                    "cloudEvents:category": .text("ActionEvent"),
                    "cloudEvents:time": .text("2026-11-22T17:00:00Z"),
                ])
        }
    }
}

extension Scene {
    /// Makes the account a-1 in a state.
    func account(_ state: String) async throws {
        let owner = CloudEvent.Owner(account: "a-1", domain: "d-1")
        let profile = Resource.Profile(name: "acme", owner: owner, domainPath: "/acme/")
        let event = CloudEvent.action(
            "ACCOUNT.CREATE", .succeeded, on: ResourceReference(.account, "a-1"),
            by: CloudEvent.Actor(user: "u", account: "a"), owner: owner)
        var changes = [
            Change(.create(kind: "Account", id: "a-1", state: "ENABLED", profile), event: event)
        ]
        if state == "DISABLED" {
            let move = StateChange(
                resource: ResourceReference(kind: "Account", id: "a-1"), from: "ENABLED",
                trigger: "Disable", to: state)
            let told = CloudEvent.stateChange(
                of: ResourceReference(.account, "a-1"), version: 2, from: "ENABLED",
                on: "Disable", to: state, owner: owner)
            changes.append(Change(.move(move, at: 1, nil), event: told))
        }
        for change in changes { _ = try await stage.ledger.commit(Commit(changes: [change])) }
    }

    /// Events of others, until one is so.
    func committed(until isLast: @escaping @Sendable (CloudEvent) -> Bool) async throws
        -> [CloudEvent]
    {
        var all: [CloudEvent] = []
        for try await batch in stage.ledger.follow(after: 0, limit: 100) {
            all += batch.filter { $0.source != CloudEvent.defaultSource }
            if all.contains(where: isLast) { break }
        }
        return all
    }
}
