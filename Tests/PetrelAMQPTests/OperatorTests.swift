internal import BrokerTesting
internal import PetrelAMQP
internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelServerTesting
internal import Testing

extension BrokerTests {
    /// What operators do while the server runs.
    @Suite struct Operators {
        @Test func `a target is added, tried, paused, resumed, changed and removed`() async throws {
            let scene = try await Scene()
            try await scene.queue("added")
            try await scene.running(scene.settings()) { host, states in
                let parameters = [
                    "name": "added", "host": "127.0.0.1", "port": "\(scene.broker.port)",
                    "exchange": "added", "password": "guest",
                ]
                let added = try await scene.call("addAMQPTarget", parameters)
                #expect(!"\(added)".lowercased().contains("password"))
                await states.running("added")
                await host.settled("amqp", through: 0)
                let steps = try await scene.list("testAMQPTarget", ["target": "added"])
                #expect(steps.count == 7)
                #expect(steps.allSatisfy { $0["success"] == true }, "\(steps)")

                try await scene.call("updateAMQPTarget", ["target": "added", "paused": "true"])
                await states.next("added") { $0 == .paused }
                let last = try await scene.stage.happen(1...30)
                #expect(try await scene.shown("added")["paused"] == true)
                #expect(try await scene.shown("added")["behind"] == 30)
                try await scene.call("updateAMQPTarget", ["target": "added", "paused": "false"])
                let arrived = try await scene.take(from: "added", through: last)
                #expect(arrived.compactMap(\.sequence) == Array(1...last))

                try await scene.call(
                    "updateAMQPTarget", ["target": "added", "filter": "*.*.*.*.vm-40"])
                await states.running("added")
                #expect(try await scene.shown("added")["filter"] == "*.*.*.*.vm-40")
                try await scene.stage.happen(31...40)
                let only = try await scene.take(from: "added") { !$0.isEmpty }
                #expect(only.first?.routingKey.hasSuffix(".vm-40") == true)

                try await scene.call("removeAMQPTarget", ["target": "added"])
                await states.next("added") { $0 == .stopped }
                #expect(try await scene.shown("added") == .null)
            }
        }

        @Test func `what was added is there after a restart, and goes on where it was`()
            async throws
        {
            let scene = try await Scene()
            try await scene.queue("kept")
            try await scene.running(scene.settings()) { host, states in
                try await scene.call(
                    "addAMQPTarget",
                    [
                        "name": "kept", "host": "127.0.0.1", "port": "\(scene.broker.port)",
                        "exchange": "kept",
                    ])
                await states.running("kept")
                await host.settled("amqp", through: 0)
                await host.settled("amqp", through: try await scene.stage.happen(1...5))
            }
            let last = try await scene.stage.happen(6...9)
            try await scene.running(scene.settings()) { host, _ in
                let arrived = try await scene.take(from: "kept", through: last)
                // Nothing twice: what was confirmed at the end is noted.
                #expect(arrived.compactMap(\.sequence) == Array(1...last))
            }
        }

        @Test
        func `a target whose broker is away at first misses nothing of what happens meanwhile`()
            async throws
        {
            let scene = try await Scene()
            try await scene.queue("early")
            try await scene.stage.happen(1...3)
            try await scene.running(scene.settings()) { _, states in
                let nowhere = FreePort.some(1)[0]
                try await scene.call(
                    "addAMQPTarget",
                    [
                        "name": "early", "host": "127.0.0.1", "port": "\(nowhere)",
                        "exchange": "early",
                    ])
                let last = try await scene.stage.happen(4...20)
                #expect(await states.failure("early") != nil)
                #expect(try await scene.shown("early")["behind"]?.integer ?? 0 >= 17)
                try await scene.call(
                    "updateAMQPTarget", ["target": "early", "port": "\(scene.broker.port)"])
                let taken = try await scene.take(from: "early") { all in
                    all.contains { $0.headers["sequence"] == .number(last) }
                }
                #expect(
                    taken.prefix(17).map { $0.headers["sequence"] } == (4...20).map { .number($0) })
            }
        }

        @Test func `a wrong target is refused with what is wrong`() async throws {
            let scene = try await Scene()
            try await scene.running(scene.settings(targets: [scene.target("fixed")])) { _, _ in
                for (parameters, text) in [
                    (["name": "x", "filter": "a..b"], "filter"),
                    (["name": "x", "port": "0"], "port"),
                    (["name": "fixed"], "another name"),
                ] {
                    let error = await #expect(throws: APIError.self) {
                        try await scene.call("addAMQPTarget", parameters)
                    }
                    #expect(error?.text.contains(text) == true)
                }
                for command in ["removeAMQPTarget", "testAMQPTarget", "updateAMQPTarget"] {
                    await #expect(throws: APIError.self) {
                        try await scene.call(command, ["target": "nobody"])
                    }
                }
                await #expect(throws: APIError.self) {
                    try await scene.call("removeAMQPTarget", ["target": "fixed"])
                }
            }
        }

        @Test func `a trial says which step does not work`() async throws {
            let scene = try await Scene()
            let target = scene.target("untried", ["exchange": "never-made", "declare": false])
            try await scene.running(scene.settings(targets: [target])) { _, _ in
                let steps = try await scene.list("testAMQPTarget", ["target": "untried"])
                #expect(steps.map { $0["success"] } == [true, false])
                #expect(steps.last?["reason"]?.string?.contains("404") == true)
            }
        }

        @Test func `past events go to one queue once more`() async throws {
            let scene = try await Scene()
            try await scene.queue("past")
            try await scene.stage.happen(1...1_200)
            try await scene.running(scene.settings(targets: [scene.target("past")])) {
                host, states in
                await states.running("past")
                try await scene.call(
                    "backfillAMQPTarget",
                    [
                        "target": "past", "exchange": "-", "routingkey": "past", "after": "100",
                        "through": "1100",
                    ])
                let arrived = try await scene.take(from: "past", through: 1_100)
                #expect(arrived.compactMap(\.sequence) == Array(101...1_100))
                await states.next("past backfill") { $0 == .stopped }
                let all = try await scene.list("listAMQPBackfills")
                #expect(all.first?["state"] == "Done")
                #expect(all.first?["percent"] == 100)
                #expect(all.first?["sent"] == 1_000)
            }
        }

        @Test func `a backfill that reaches nobody waits, and can be cancelled`() async throws {
            let scene = try await Scene()
            try await scene.stage.happen(1...10)
            try await scene.running(scene.settings(targets: [scene.target("lost")])) { _, states in
                await states.running("lost")
                let answer = try await scene.call(
                    "backfillAMQPTarget",
                    ["target": "lost", "exchange": "-", "routingkey": "nobody-at-all"])
                guard case .object(let made) = answer else { throw CancellationError() }
                #expect(await states.failure("lost backfill")?.kind == .unroutable)
                try await scene.call("cancelAMQPBackfill", ["id": made["id"]?.string ?? ""])
                await states.next("lost backfill") { $0 == .stopped }
                let all = try await scene.list("listAMQPBackfills")
                #expect(all.first?["state"] == "Cancelled")
            }
        }

        @Test(arguments: PluginExam.questions)
        func `the plug-in keeps every promise of plug-ins`(question: PluginExam.Question)
            async throws
        {
            let scene = try await Scene()
            try await scene.queue("exam")
            try await question.ask(
                AMQPPlugin.self, scene.settings(targets: [scene.target("exam")]))
        }
    }
}
