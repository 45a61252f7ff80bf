import BrokerTesting
import Foundation
import Glibc
import PetrelAMQP
import PetrelCloud
import Testing

@testable import PetrelProgram

extension CommandTests {
    /// The server and a real broker.
    @Suite struct `Events of the server` {
        @Test func `reach a broker, while others that are down or silent slow nobody`()
            async throws
        {
            let broker = try await TestBroker()
            let mailbox = try await Mailbox(broker, exchange: "workflow")
            let silent = try SilentPort()
            let sandbox = try Sandbox()
            func targets(_ more: String = "") throws -> String {
                try sandbox.write(
                    "petrel.yaml",
                    """
                    plugins:
                      amqp:
                        targets:
                          - {name: workflow, host: 127.0.0.1, port: \(broker.port), exchange: workflow}
                    \(more)

                    """)
            }
            let file = try targets(
                """
                      - {name: down, host: 127.0.0.1, port: \(FreePort.some(1)[0])}
                      - {name: silent, host: 127.0.0.1, port: \(silent.number), patience: 60}
                """)
            let server = try await Server.start(sandbox, ["--config", file])
            let start = ContinuousClock.now
            let id = try await server.deploy("web-1")["id"]?.string ?? ""
            #expect(ContinuousClock.now - start < .seconds(60))

            let arrived = try await mailbox.take { delivery in
                delivery.routingKey.hasSuffix(".VirtualMachine.\(id)")
                    && delivery.text.contains("Running")
            }
            #expect(arrived == arrived.sorted() && Set(arrived).count == arrived.count)

            #expect(try await status("workflow", of: server)["state"] == "Running")
            #expect(try await status("down", of: server)["reason"]?.string != nil)
            #expect(try await status("silent", of: server)["state"] == "Connecting")
            let plugins = try await server.petrel("plugins")
            #expect(plugins.output.contains("waiting"))
            let page = try await server.page("/readyz")
            #expect(page.hasPrefix("ok\n") && page.contains("plug-in amqp waiting: down"))
            #expect(try await server.page("/metrics").contains("petrel_amqp_up{target=\"down\"} 0"))

            try await operate(server, broker)

            _ = try targets()
            server.program.send(SIGHUP)
            #expect(await server.program.complaint("settings reloaded"))
            _ = try await server.deploy("web-2")
            let later = try await mailbox.take { $0.text.contains("Running") }
            #expect(later == later.sorted() && (arrived.last ?? 0) < (later.first ?? 0))
            // The plug-in with the old settings ends what it has under way first.
            while try await names(of: server) != ["workflow"] {}
            #expect(try await server.petrel("plugins").output.contains("waiting") == false)
            await mailbox.close()
            await server.stop()
        }

        /// By the command line, as an operator does.
        private func operate(_ server: Server, _ broker: TestBroker) async throws {
            let added = try await server.petrel(
                "amqp", "add", "second", "127.0.0.1", "--port", "\(broker.port)", "exchange=second")
            #expect(added.status == 0, "\(added.errors)")
            let trial = try await server.petrel("amqp", "test", "second")
            #expect(trial.status == 0 && trial.output.contains("receive and have it confirmed"))
            let failed = try await server.petrel("amqp", "test", "down")
            #expect(failed.status == 1, "\(failed.output)")
            #expect(failed.output.contains("connect and log in"))
            for (verb, paused) in [("pause", true), ("resume", false)] {
                #expect(try await server.petrel("amqp", verb, "second").status == 0)
                #expect(try await status("second", of: server)["paused"] == .bool(paused))
            }
            try await secure(server, broker)
            let slip = try await server.petrel("amqp", "add", "third", "--exchnge", "x")
            #expect(slip.status == 64 && slip.errors.contains("did you mean exchange=…?"))
            #expect(try await server.petrel("amqp", "remove", "second").output == "done\n")
            #expect(try await server.petrel("amqp", "test", "second").status == 2)
        }

        /// The broker wants a certificate of ours.
        private func secure(_ server: Server, _ broker: TestBroker) async throws {
            func file(_ name: String) -> String { broker.folder.appending(path: name).path }
            let place = [
                "localhost", "--port", "\(broker.tlsPort)", "--tls", "--cafile", file("ca.pem"),
            ]
            let ours = ["certfile=\(file("client.pem"))", "keyfile=\(file("client.key"))"]
            for (name, certificate, status) in [("known", ours, 0), ("stranger", [], 1)] {
                let added = try await Program.run(
                    ["amqp", "add", name] + place + certificate, server.sandbox.environment())
                #expect(added.status == 0, "\(added.errors)")
                let trial = try await server.petrel("amqp", "test", name)
                #expect(trial.status == Int32(status), "\(trial.output)")
                #expect(try await server.petrel("amqp", "remove", name).status == 0)
            }
        }

        private func names(of server: Server) async throws -> [String] {
            try await server.petrel("amqp", "status", "--json").output.jsonLines
                .first?["amqptarget"]?.array?.compactMap { $0["name"]?.string } ?? []
        }

        private func status(_ target: String, of server: Server) async throws -> JSONValue {
            let shown = try await server.petrel("amqp", "status", target, "--json")
            return try shown.output.jsonLines.first?["amqptarget"]?.array?.first ?? .null
        }
    }
}

extension Server {
    /// The text of a page.
    func page(_ path: String) async throws -> String {
        try await client().session { session in
            let reply = try await session.exchange.ask(session.question(path))
            return String(decoding: reply.body, as: UTF8.self)
        }
    }
}

/// A queue that gets everything of an exchange.
private struct Mailbox {
    private let connection: AMQPConnection

    init(_ broker: TestBroker, exchange: String) async throws {
        connection = AMQPConnection(broker.address)
        try await connection.connect()
        try await connection.ensureExchange(exchange)
        let queue = try await connection.declareTemporaryQueue()
        try await connection.bind(queue: queue, to: exchange, key: "#")
        try await connection.consume(queue, prefetch: 0)
    }

    /// The sequences of all that comes, up to the message that is wanted.
    func take(until isWanted: (AMQPDelivery) -> Bool) async throws -> [Int64] {
        var sequences: [Int64] = []
        for await signals in connection.signals {
            for case .delivered(let delivery) in signals {
                try await connection.acknowledge(delivery.tag)
                if case .number(let sequence)? = delivery.headers["sequence"] {
                    sequences.append(sequence)
                }
                if isWanted(delivery) { return sequences }
            }
        }
        return sequences
    }

    func close() async { await connection.close() }
}

extension AMQPDelivery {
    fileprivate var text: String { String(decoding: body, as: UTF8.self) }
}

/// A port that takes connections and never says anything.
private final class SilentPort: Sendable {
    private let socket: Int32
    let number: Int

    init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        FreePort.bind(socket)
        try #require(listen(socket, 8) == 0)
        number = FreePort.port(of: socket)
    }

    deinit { close(socket) }
}
