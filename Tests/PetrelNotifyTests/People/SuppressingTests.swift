internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelStates
internal import PetrelTesting
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct SuppressingTests {
    private func list(_ scene: Scene) async throws -> [JSONValue] {
        try await scene.ask(.get, "suppressions", Scene.root)["suppressions"]?.array ?? []
    }

    private func rcpts(_ server: ScriptedMailServer) -> Int {
        server.commands.elements.count { $0.hasPrefix("RCPT") }
    }

    @Test func `an address that does not exist is tried once, also by other subscriptions`()
        async throws
    {
        let scene = try await Scene(clock: HandClock())
        let server = ScriptedMailServer(.refuses("550 5.1.1 no such mailbox"))
        try await scene.begin(mail: server, confirm: false)
        let id = try await scene.write()
        try await scene.happen(["vm-1"])
        while try await scene.shown(id, "state") != "disabled" { await Task.yield() }
        let entry = try #require(try await list(scene).first)
        #expect(entry["address"]?.string == Scene.mailbox && entry["status"] == 550)
        #expect(entry["source"] == "server")
        let refusal = await #expect(throws: APIError.self) { try await scene.write() }
        #expect(refusal?.text.hasPrefix("settings.to: nothing is sent to") == true)
        await #expect(throws: APIError.self) {
            try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        }
        #expect(rcpts(server) == 1)
        await scene.end()
    }

    @Test func `three refusals in a row are enough, and what arrives in between counts anew`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        let server = ScriptedMailServer(.refuses("550 we do not like this"))
        try await scene.begin(mail: server, confirm: false)
        let id = try await scene.write()
        for number in 1...2 {
            try await scene.happen(["vm-\(number)"])
            await scene.pass(.zero, until: { scene.tally.dead == number })
        }
        #expect(try await scene.shown(id, "state") == "enabled")
        #expect(try await list(scene).isEmpty)
        // The count is the next server's, too, which takes one.
        await scene.end()
        let good = ScriptedMailServer(.takes)
        try await scene.begin(mail: good, confirm: false)
        try await scene.happen(["vm-3"])
        _ = await good.mails.first(1)
        await scene.pass(.zero, until: { scene.tally.delivered == 1 })
        await scene.end()
        try await scene.begin(mail: server, confirm: false)
        for number in 1...3 {
            try await scene.happen(["vm-\(number)"])
            await scene.pass(.zero, until: { scene.refusals == number })
        }
        while try await scene.shown(id, "state") != "disabled" { await Task.yield() }
        #expect(try await list(scene).map { $0["bounces"] } == [3])
        #expect(rcpts(server) == 5)
        await scene.end()
    }

    @Test func `what a server says of us, or of a mail, is not held against the address`()
        async throws
    {
        let scene = try await Scene(clock: HandClock())
        try await scene.begin()
        let recipient = Recipient(channel: "email", address: Scene.mailbox)
        for error in [
            DeliveryError(OutwardFailure(.said(554))), DeliveryError(OutwardFailure(.said(450))),
            DeliveryError(OutwardFailure(.login)), DeliveryError(OutwardFailure(.noConnection)),
        ] {
            for _ in 0..<10 { #expect(await scene.desk.courier.refused(recipient, error) == nil) }
        }
        #expect(scene.desk.courier.suppressions.withLock { $0.isEmpty })
        await scene.end()
    }

    @Test func `an operator lifts it, and the backlog comes when its owner resumes`() async throws {
        let scene = try await Scene(clock: HandClock())
        let bad = ScriptedMailServer(.refuses("550 5.1.1 no such mailbox"))
        try await scene.begin(mail: bad, confirm: false)
        let id = try await scene.write()
        try await scene.happen(["vm-1"])
        while try await scene.shown(id, "state") != "disabled" { await Task.yield() }
        await scene.end()
        let good = ScriptedMailServer(.takes)
        try await scene.begin(mail: good, confirm: false)
        #expect(try await list(scene).count == 1)
        let lift = try #require(
            scene.plugin.routes.first { $0.path == "suppressions/{channel}/{address}" })
        let words = ["channel": "email", "address": "OPS@example.com"]
        _ = try await lift.run(
            .init(caller: Scene.root, path: words, query: [:], body: nil))
        await #expect(throws: APIError.self) {
            _ = try await lift.run(
                .init(caller: Scene.root, path: words, query: [:], body: nil))
        }
        _ = try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        // And the alert that it was disabled.
        let mails = await good.mails.first(2).map(ReadMail.init)
        #expect(Set(mails.map { $0.header("Petrel-Counter") }) == ["1", "2"])
        await scene.end()
    }

    @Test func `operators stop an address by hand, and are told all that is wrong`() async throws {
        let (scene, server) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: server, confirm: false)
        let id = try await scene.write()
        _ = try await scene.ask(
            .post, "suppressions", Scene.root,
            body: ["channel": "email", "address": .string(Scene.mailbox), "reason": "complained"])
        try await scene.happen(["vm-1"])
        while try await scene.shown(id, "state") != "disabled" { await Task.yield() }
        #expect(try await scene.shown(id, "reason")?.hasSuffix("complained") == true)
        #expect(server.mails.elements.isEmpty)
        for (body, places) in [
            (["channel": "webhook"], ["channel"]), (["channel": "email"], ["address"]),
            (["channel": "email", "address": "a@b@c"], ["address"]),
        ] as [(JSONValue, [String])] {
            let error = await #expect(throws: APIError.self) {
                try await scene.ask(.post, "suppressions", Scene.root, body: body)
            }
            let told = (error?.text ?? "").split(separator: "\n").map { $0.prefix { $0 != ":" } }
            #expect(told.map(String.init) == places)
        }
        for route in scene.plugin.routes where route.path.hasPrefix("suppressions") {
            #expect(route.roles == .admin)
        }
        let command = try #require(
            scene.plugin.commands.first { $0.name == "listSuppressedAddresses" })
        let answer = try await command.run(
            APICall(command: command.name, caller: Scene.root, parameters: [:]))
        #expect(DeclaredAnswer(answer, command.response).slips.isEmpty)
        await scene.end()
    }

    @Test func `a question that bounces is the last thing that went there`() async throws {
        let scene = try await Scene(clock: HandClock())
        let server = ScriptedMailServer(.refuses("550 5.1.1 no such mailbox"))
        try await scene.begin(mail: server)
        try await scene.write()
        while try await list(scene).isEmpty { await Task.yield() }
        await #expect(throws: APIError.self) { try await scene.write(Scene.bob) }
        #expect(rcpts(server) == 1)
        await scene.end()
    }
}

extension Scene {
    /// Refusals in a row, of the one address that has some.
    var refusals: Int {
        desk.courier.suppressions.withLock { Int($0.values.first?.bounces ?? 0) }
    }
}
