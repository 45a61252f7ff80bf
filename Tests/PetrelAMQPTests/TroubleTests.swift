internal import BrokerTesting
internal import PetrelAMQP
internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelServerTesting
internal import Testing

extension BrokerTests {
    /// What keeps a target from delivering, and how that shows.
    @Suite struct Troubles {
        @Test func `a blocked broker is shown, waited for, and then given everything`() async throws
        {
            let scene = try await Scene()
            try await scene.queue("blocked")
            try await scene.running(scene.settings(targets: [scene.target("blocked")])) {
                host, states in
                await states.running("blocked")
                await host.settled("amqp", through: 0)
                try await scene.broker.control("set_vm_memory_high_watermark", "absolute", "1MB")
                let last = try await scene.stage.happen(1...500)
                let state = await states.next("blocked") { $0.word == "Blocked" }
                #expect(state?.reason?.contains("memory") == true)
                try await scene.broker.control("set_vm_memory_high_watermark", "absolute", "2GB")
                await states.running("blocked")
                await host.settled("amqp", through: last)
                let arrived = try await scene.take(from: "blocked", through: last)
                #expect(arrived.once().compactMap(\.sequence) == Array(1...last))
                let alerts = try await scene.alerts().compactMap { $0.attributes["body"]?.string }
                #expect(alerts.contains { $0.contains("low on memory") })
            }
        }

        @Test(arguments: [
            ("password", "wrong", AMQPFailure.Kind.login),
            ("virtualhost", "/nowhere", .virtualHost),
            ("exchange", "not-there", .exchange),
        ])
        func `what is wrong is named, once, and the target waits`(
            setting: String, value: String, kind: AMQPFailure.Kind
        ) async throws {
            let scene = try await Scene()
            let name = "wrong-\(setting)"
            let target = scene.target(name, ["declare": false, setting: .string(value)])
            try await scene.running(scene.settings(targets: [target])) { host, states in
                for _ in 0..<3 { #expect(await states.failure(name)?.kind == kind) }
                let report = try #require(await host.reports().first)
                #expect(report.health.word == "waiting")
                #expect(report.restarts == 0)
            }
            #expect(try await scene.alerts().count == 1)
        }

        @Test func `an exchange that appears is used at once`() async throws {
            let scene = try await Scene()
            let target = scene.target("late", ["declare": false])
            try await scene.running(scene.settings(targets: [target])) { host, states in
                #expect(await states.failure("late")?.kind == .exchange)
                try await scene.queue("late")
                await states.running("late")
                await host.settled("amqp", through: 0)
                let last = try await scene.stage.happen(1...10)
                let arrived = try await scene.take(from: "late", through: last)
                #expect(arrived.compactMap(\.sequence).last == last)
            }
        }

        @Test func `a full queue holds everything back until there is room`() async throws {
            let scene = try await Scene()
            try await scene.queue(
                "full", ["x-max-length": .number(1), "x-overflow": .text("reject-publish")])
            try await scene.running(scene.settings(targets: [scene.target("full")])) {
                host, states in
                await states.running("full")
                await host.settled("amqp", through: 0)
                let last = try await scene.stage.happen(1...20)
                #expect(await states.failure("full")?.kind == .refused)
                let arrived = try await scene.take(from: "full") {
                    $0.contains { $0.sequence ?? 0 >= last }
                }
                #expect(arrived.once().compactMap(\.sequence).starts(with: 1...last))
            }
        }

        @Test func `what no queue takes is told once and counted, and nothing is held up`()
            async throws
        {
            let scene = try await Scene()
            try await scene.running(scene.settings(targets: [scene.target("nobody")])) {
                host, states in
                await states.running("nobody")
                await host.settled("amqp", through: 0)
                let last = try await scene.stage.happen(1...100)
                await host.settled("amqp", through: last)
                let shown = try await scene.shown("nobody")
                #expect((shown["cameback"]?.integer ?? 0) >= 100)
                #expect(shown["confirmed"] == 0)
                let alerts = try await scene.alerts()
                #expect(alerts.map(\.description) == ["AMQP nobody reaches no queue"])
            }
        }

        @Test func `with hold, what no queue takes waits for one`() async throws {
            let scene = try await Scene()
            let target = scene.target("held", ["unroutable": "hold"])
            try await scene.running(scene.settings(targets: [target])) { host, states in
                await states.running("held")
                await host.settled("amqp", through: 0)
                let last = try await scene.stage.happen(1...50)
                #expect(await states.failure("held")?.kind == .unroutable)
                try await scene.queue("held")
                let arrived = try await scene.take(from: "held", through: last)
                #expect(arrived.once().compactMap(\.sequence).starts(with: 1...50))
            }
        }
    }
}
