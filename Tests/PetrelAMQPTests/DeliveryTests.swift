internal import BrokerTesting
internal import PetrelAMQP
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import Testing

extension BrokerTests {
    /// Events on their way to a queue, and what may happen to them.
    @Suite struct Deliveries {
        @Test func `key and body are CloudStack's, byte for byte`() async throws {
            let scene = try await Scene()
            try await scene.queue("plain")
            try await scene.running(scene.settings(targets: [scene.target("plain")])) {
                host, states in
                await states.running("plain")
                await host.settled("amqp", through: 0)
                let last = try await scene.stage.happen(1...3)
                let arrived = try await scene.take(from: "plain", through: last)
                let events = try await scene.events()
                #expect(arrived.map(\.body) == events.map { $0.exchangeMessage().body })
                #expect(arrived.map(\.routingKey) == events.map { $0.exchangeMessage().routingKey })
                #expect(arrived.map(\.id) == events.map { $0.id.description })
                let first = try #require(arrived.first)
                #expect(first.contentType == "text/plain")
                #expect(first.isPersistent)
                #expect(first.seconds == UInt64(events[0].time.nanoseconds / 1_000_000_000))
                #expect(
                    first.headers == [
                        "sequence": .number(1), "cursor": .text("1"),
                        "resourceversion": .number(1),
                    ])
                #expect(
                    first.routingKey
                        == "management-server.ActionEvent.VM-CREATE.VirtualMachine.vm-1"
                )
            }
        }

        @Test(arguments: ["cloudevents", "cloudevents-binary", "cloudstack-extended"])
        func `other forms hold the whole event`(form: String) async throws {
            let scene = try await Scene()
            try await scene.queue(form)
            let target = scene.target(form, ["form": .string(form)])
            try await scene.running(scene.settings(targets: [target])) { host, states in
                await states.running(form)
                await host.settled("amqp", through: 0)
                let last = try await scene.stage.happen(1...1)
                let arrived = try await scene.take(from: form, through: last)
                let event = try await scene.events()[0]
                let delivery = try #require(arrived.first)
                switch form {
                case "cloudevents":
                    #expect(delivery.contentType == "application/cloudevents+json")
                    #expect(try CloudEvent.reading(cloudEvents: delivery.body).event == event)
                case "cloudevents-binary":
                    #expect(delivery.contentType == "application/json")
                    #expect(delivery.headers["cloudEvents:specversion"] == .text("1.0"))
                    #expect(delivery.headers["cloudEvents:id"] == .text(event.id.description))
                    let whole = try JSONReader().read(event.cloudEventsJSON())
                    #expect(try JSONReader().read(delivery.body) == whole["data"])
                default:
                    let message = ExchangeMessage(
                        routingKey: delivery.routingKey, body: delivery.body)
                    #expect(try CloudEvent(exchange: message) == event)
                }
            }
        }

        @Test func `thousands arrive in order, and the filter says which`() async throws {
            let scene = try await Scene()
            for name in ["all", "some"] { try await scene.queue(name) }
            let some = scene.target("some", ["filter": "*.*.*.*.vm-7", "window": 8])
            let all = scene.target("all", ["window": 64])
            try await scene.running(scene.settings(targets: [all, some])) { host, states in
                await host.settled("amqp", through: 0)
                await scene.bothRun(["all", "some"])
                let last = try await scene.stage.happen(1...2_500)
                let arrived = try await scene.take(from: "all", through: last)
                #expect(arrived.map(\.sequence) == (1...last).map { $0 })
                let only = try await scene.take(from: "some") { !$0.isEmpty }
                #expect(only.map(\.sequence) == [7])
            }
        }

        @Test func `a broker that restarts gets everything, in order`() async throws {
            let scene = try await Scene()
            try await scene.queue("restart")
            try await scene.running(scene.settings(targets: [scene.target("restart")])) {
                host, states in
                await states.running("restart")
                await host.settled("amqp", through: 0)
                try await scene.stage.happen(1...300)
                let stopped = try await scene.broker.control("stop_app")
                #expect(!stopped.contains("rror"), "\(stopped)")
                let failure = await states.failure("restart")
                #expect(failure?.kind == .connection)
                // Nobody waits for the broker.
                let last = try await scene.stage.happen(301...400)
                try await scene.broker.control("start_app")
                await states.running("restart")
                let arrived = try await scene.take(from: "restart") {
                    $0.contains { $0.sequence ?? 0 >= last }
                }
                let once = arrived.once().compactMap(\.sequence)
                #expect(once == Array(1...last))
                await host.settled("amqp", through: last)
            }
            let subjects = try await scene.alerts().compactMap(\.description)
            #expect(subjects == ["AMQP restart does not deliver", "AMQP restart delivers again"])
        }

        @Test func `a connection that is cut again and again loses nothing`() async throws {
            let scene = try await Scene()
            try await scene.queue("cut")
            let proxy = CuttableProxy(to: scene.broker.port)
            let target = scene.target("cut", ["port": .integer(Int64(proxy.port)), "window": 32])
            try await scene.running(scene.settings(targets: [target])) { host, states in
                await states.running("cut")
                await host.settled("amqp", through: 0)
                for round in 0..<8 {
                    try await scene.stage.happen((round * 200 + 1)...(round * 200 + 200))
                    proxy.cut()
                    #expect(await states.failure("cut")?.kind == .connection)
                    await states.running("cut")
                }
                let last = try await scene.stage.happen(2_001...2_002)
                await host.settled("amqp", through: last)
                let arrived = try await scene.take(from: "cut") {
                    $0.contains { $0.sequence ?? 0 >= last }
                }
                // What is repeated comes right behind the cut, so without repeats the order is the ledger's.
                #expect(arrived.once().compactMap(\.sequence) == Array(1...last))
            }
        }

        @Test func `a peer that falls silent is left after two heartbeats`() async throws {
            let scene = try await Scene()
            try await scene.queue("silent")
            let proxy = CuttableProxy(to: scene.broker.port)
            let target = scene.target(
                "silent", ["port": .integer(Int64(proxy.port)), "heartbeat": 1])
            try await scene.running(scene.settings(targets: [target])) { host, states in
                await states.running("silent")
                await host.settled("amqp", through: 0)
                proxy.silence(true)
                let failure = await states.failure("silent")
                #expect(failure?.reason == "the broker was silent for two heartbeats")
                proxy.silence(false)
                proxy.cut()
                await states.running("silent")
            }
        }
    }
}

extension Scene {
    /// Returns when all of them run, whatever their order.
    func bothRun(_ names: [String]) async {
        for name in names {
            while (try? await shown(name)["state"]) != "Running" { await Task.yield() }
        }
    }
}
