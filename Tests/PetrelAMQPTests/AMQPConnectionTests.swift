internal import BrokerTesting
internal import Foundation
internal import PetrelAMQP
internal import Testing

/// All tests that need the broker, one after the other: some of them trouble it.
@Suite(.serialized, .timeLimit(.minutes(5))) struct BrokerTests {}

extension BrokerTests {
    @Suite struct Connections {
        @Test func `a message comes out of a queue as it was put into the exchange`() async throws {
            let connection = try await Self.connected()
            let queue = try await connection.declareTemporaryQueue()
            try await connection.ensureExchange("round-trip")
            try await connection.bind(queue: queue, to: "round-trip", key: "#")
            var message = AMQPMessage(
                exchange: "round-trip", routingKey: "a.b.c", body: Array("hällo\u{0}x".utf8),
                contentType: "text/plain", id: "m-1", seconds: 1_700_000_000,
                headers: ["sequence": .number(.max), "name": .text("ü")])
            try await connection.consume(queue, prefetch: 10)
            try await connection.publish([message])
            let arrived = try #require(await connection.firstDelivery())
            #expect(arrived.body == message.body)
            #expect(arrived.headers == message.headers)
            #expect(arrived.routingKey == "a.b.c")
            #expect(arrived.contentType == "text/plain")
            #expect(arrived.id == "m-1")
            #expect(arrived.seconds == 1_700_000_000)
            #expect(arrived.isPersistent)
            message.body = []
            try await connection.publish([message])
            #expect(await connection.firstDelivery()?.body == [])
            await connection.close()
        }

        @Test func `a message larger than a frame arrives whole`() async throws {
            let connection = try await Self.connected()
            let queue = try await connection.declareTemporaryQueue()
            let body = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try await connection.consume(queue, prefetch: 1)
            try await connection.publish([
                AMQPMessage(
                    exchange: "", routingKey: queue, body: body, contentType: "x/y", id: "large")
            ])
            #expect(await connection.firstDelivery()?.body == body)
            await connection.close()
        }

        @Test func `every message is confirmed, and one that no queue takes comes back before`()
            async throws
        {
            let connection = try await Self.connected()
            let queue = try await connection.declareTemporaryQueue()
            let messages = (1...500).map { number in
                AMQPMessage(
                    exchange: "", routingKey: number == 250 ? "nobody" : queue, body: [1],
                    contentType: "x/y", id: "\(number)")
            }
            try await connection.publish(messages)
            var confirmed: UInt64 = 0
            var returned: [String] = []
            signals: for await signals in connection.signals {
                for signal in signals {
                    switch signal {
                    case .confirmed(let tag, _): confirmed = max(confirmed, tag)
                    case .returned(let id, let key, let reason):
                        #expect(confirmed < 250)
                        #expect(key == "nobody")
                        #expect(reason.contains("NO_ROUTE"))
                        returned.append(id)
                    default: Issue.record("\(signal)")
                    }
                }
                if confirmed == 500 { break signals }
            }
            #expect(returned == ["250"])
            await connection.close()
        }

        @Test func `what is wrong about a login is told apart`() async throws {
            var wrong = try await TestBroker.shared.address
            wrong.password = "wrong"
            #expect(await Self.failure(wrong)?.kind == .login)
            wrong = try await TestBroker.shared.address
            wrong.virtualHost = "/nowhere"
            #expect(await Self.failure(wrong)?.kind == .virtualHost)
            wrong = try await TestBroker.shared.address
            wrong.port = FreePort.some(1)[0]
            let refused = await Self.failure(wrong)
            #expect(refused?.kind == .connection)
            #expect(refused?.broker == wrong.place)
        }

        @Test func `a missing exchange and a missing queue are told apart`() async throws {
            let connection = try await Self.connected()
            let missing = await #expect(throws: AMQPFailure.self) {
                try await connection.ensureExchange("missing", mayMake: false)
            }
            #expect(missing?.kind == .exchange)
            #expect(missing?.reason.contains("404") == true)
            // A refusal ends its own channel only.
            let queue = await #expect(throws: AMQPFailure.self) {
                try await connection.countMessages(in: "missing")
            }
            #expect(queue?.kind == .queue)
            _ = try await connection.declareTemporaryQueue()
            await connection.close()
        }

        @Test func `TLS checks both certificates and the host's name`() async throws {
            let folder = try await TestBroker.shared.folder
            var broker = try await TestBroker.shared.address
            broker.port = try await TestBroker.shared.tlsPort
            var tls = AMQPBroker.TLS()
            tls.authorities = folder.appending(path: "ca.pem").path
            tls.certificate = folder.appending(path: "client.pem").path
            tls.key = folder.appending(path: "client.key").path
            broker.tls = tls
            broker.host = "127.0.0.1"
            #expect(await Self.failure(broker)?.kind == .tls)
            broker.host = "localhost"
            #expect(await Self.failure(broker) == nil)
            broker.tls?.authorities = folder.appending(path: "other.pem").path
            #expect(await Self.failure(broker)?.kind == .tls)
            broker.tls?.authorities = tls.authorities
            broker.tls?.certificate = nil
            #expect(await Self.failure(broker) != nil)
        }

        static func connected() async throws -> AMQPConnection {
            let connection = AMQPConnection(try await TestBroker.shared.address)
            try await connection.connect()
            return connection
        }

        static func failure(_ broker: AMQPBroker) async -> AMQPFailure? {
            do throws(AMQPFailure) {
                try await AMQPConnection(broker).connect()
                return nil
            } catch {
                return error
            }
        }
    }
}

extension AMQPConnection {
    nonisolated func firstDelivery() async -> AMQPDelivery? {
        for await signals in signals {
            for case .delivered(let delivery) in signals { return delivery }
        }
        return nil
    }
}
