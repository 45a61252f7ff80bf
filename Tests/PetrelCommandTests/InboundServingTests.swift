import BrokerTesting
import Foundation
import Glibc
import PetrelAMQP
import PetrelCloud
import Testing

extension CommandTests {
    /// The server and events that other systems put into a queue.
    @Suite struct `Events of others` {
        @Test func `become the server's once each, over a kill, and what is none is set aside`()
            async throws
        {
            let broker = try await TestBroker()
            let desk = try await Desk(broker)
            let sandbox = try Sandbox()
            let first = try await Server.start(sandbox)
            let account = try await first.account("tickets")
            let file = try sandbox.write("petrel.yaml", Self.settings(broker, account: account))
            await first.stop()
            var server = try await Server.start(sandbox, ["--config", file])

            // What comes in is told on the exchange like every other event.
            let opened = Desk.event("TICKET.OPEN", "the first")
            try await desk.send([opened, opened, Desk.binary, Desk.poison])
            try await desk.send([Desk.event("TICKET.LAST", "the last")])
            let told = try await desk.heard(through: "TICKET.LAST")
            #expect(told.filter { $0.contains("TICKET-OPEN") }.count == 1)
            #expect(told.filter { $0.contains("TICKET-CLOSE") }.count == 1)
            #expect(told.allSatisfy { $0.hasPrefix("desk.ActionEvent.TICKET-") })
            let events = try await server.call("listEvents", "type=TICKET.OPEN", "listall=true")[
                "event"]?.array
            #expect(events?.count == 1 && events?.first?["account"] == "tickets")

            let letter = try await desk.letter()
            #expect(letter.body == Desk.poison.body)
            guard case .text(let reason)? = letter.headers["x-petrel-reason"] else {
                Issue.record("the letter has no reason")
                return
            }
            #expect(!reason.isEmpty)

            // Some of these are committed before the kill, some not; none is acknowledged before its commit.
            let many = (1...300).map { Desk.event("TICKET.MOVE", "number \($0)") }
            try await desk.send(many)
            _ = try await desk.heard(through: "TICKET.MOVE")
            server.program.send(SIGKILL)
            _ = await server.program.outcome()
            try await desk.send([Desk.event("TICKET.AFTER", "after the kill")])
            server = try await Server.start(sandbox, ["--config", file])
            _ = try await desk.heard(through: "TICKET.AFTER")
            let moved = try await server.call(
                "listEvents", "type=TICKET.MOVE", "listall=true", "page=1", "pagesize=500")
            #expect(Set(moved["event"]?.array?.map { $0["description"] } ?? []).count == 300)
            #expect(moved["count"] == 300)

            try await disown(account, server, desk)
            let queue = try await server.inbound()
            #expect(queue["state"] == "Running" && queue["source"] == "desk")
            await server.stop()
            #expect(try await desk.waiting() == 0)
            await desk.close()
        }

        /// An account that is disabled takes nothing; what comes meanwhile waits at the broker.
        private func disown(_ account: String, _ server: Server, _ desk: Desk) async throws {
            _ = try await server.call("disableAccount", "id=\(account)", "lock=false")
            try await desk.send([Desk.event("TICKET.WAITS", "nobody's")])
            while try await server.inbound()["state"] != "Waiting" {}
            #expect(try await server.inbound()["reason"]?.string?.contains(account) == true)
            _ = try await server.call("enableAccount", "id=\(account)")
            _ = try await desk.heard(through: "TICKET.WAITS")
        }

        private static func settings(_ broker: TestBroker, account: String) -> String {
            """
            plugins:
              amqp:
                retryfirst: 0.1
                retrylongest: 0.5
                targets:
                  - {name: echo, host: 127.0.0.1, port: \(broker.port), exchange: echo, filter: desk.#}
                inbound:
                  - {name: desk, host: 127.0.0.1, port: \(broker.port), queue: desk, account: \(account)}

            """
        }
    }
}

extension Server {
    /// Makes an account, and says its id.
    fileprivate func account(_ name: String) async throws -> String {
        let made = try await call(
            "createAccount", "accounttype=0", "username=\(name)", "password=Secret-12345",
            "email=\(name)@example.com", "firstname=Ticket", "lastname=Desk", "account=\(name)")
        return made["account"]?["id"]?.string ?? ""
    }

    fileprivate func inbound() async throws -> JSONValue {
        try await petrel("amqp", "inbound", "--json").output.jsonLines
            .first?["amqpinboundqueue"]?.array?.first ?? .null
    }
}

/// Another system at the same broker: it sends to the queue, and hears what is told on the exchange.
private struct Desk {
    private let sender: AMQPConnection
    private let listener: AMQPConnection
    private let reader: AMQPConnection

    init(_ broker: TestBroker) async throws {
        sender = AMQPConnection(broker.address)
        listener = AMQPConnection(broker.address)
        reader = AMQPConnection(broker.address)
        for connection in [sender, listener, reader] { try await connection.connect() }
        try await sender.declareQueue("desk")
        try await listener.ensureExchange("echo")
        let queue = try await listener.declareTemporaryQueue()
        try await listener.bind(queue: queue, to: "echo", key: "#")
        try await listener.consume(queue, prefetch: 0)
    }

    static func event(_ type: EventType, _ words: String) -> AMQPMessage {
        let event = CloudEvent(
            category: .action, type: type, source: "desk-system", outcome: .succeeded,
            description: words)
        return AMQPMessage(
            exchange: "", routingKey: "desk", body: event.cloudEventsJSON(),
            contentType: "application/cloudevents+json", id: event.id.description)
    }

    static let binary = AMQPMessage(
        exchange: "", routingKey: "desk", body: [], contentType: "application/json",
        id: "0198b1a0-0000-7000-8000-000000000001",
        headers: [
            "cloudEvents:specversion": .text("1.0"),
            "cloudEvents:id": .text("0198b1a0-0000-7000-8000-000000000001"),
            "cloudEvents:type": .text("TICKET.CLOSE"), "cloudEvents:source": .text("desk-system"),
            "cloudEvents:category": .text("ActionEvent"),
            "cloudEvents:time": .text("2026-11-22T17:00:00Z"),
        ])

    static let poison = AMQPMessage(
        exchange: "", routingKey: "desk", body: Array("{\"specversion\":".utf8),
        contentType: "application/cloudevents+json", id: "poison-1")

    func send(_ messages: [AMQPMessage]) async throws { try await sender.publish(messages) }

    /// The routing keys of all that is told, up to the first event of a type.
    func heard(through type: String) async throws -> [String] {
        let word = type.replacing(".", with: "-")
        var keys: [String] = []
        for await signals in listener.signals {
            for case .delivered(let delivery) in signals {
                try await listener.acknowledge(delivery.tag)
                keys.append(delivery.routingKey)
            }
            if keys.contains(where: { $0.contains(word) }) { return keys }
        }
        return keys
    }

    /// The first message that was set aside.
    func letter() async throws -> AMQPDelivery {
        try await reader.consume("desk.dead", prefetch: 1)
        for await signals in reader.signals {
            for case .delivered(let delivery) in signals {
                try await reader.acknowledge(delivery.tag)
                return delivery
            }
        }
        throw CancellationError()
    }

    /// How many messages the queue holds.
    func waiting() async throws -> Int { try await Int(sender.countMessages(in: "desk")) }

    func close() async {
        for connection in [sender, listener, reader] { await connection.close() }
    }
}
