internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct UnsubscribingTests {
    /// A subscription whose address has said yes, and the first mail it sent.
    private func confirmed(
        _ scene: Scene, _ mail: ScriptedMailServer
    ) async throws -> (id: String, mail: ReadMail) {
        let id = try await scene.write()
        let question = ReadMail(await mail.mails.first(1)[0])
        _ = try await scene.visit(try #require(question.link), pressing: true)
        try await scene.happen(["vm-1"])
        return (id, ReadMail(await mail.mails.first(2)[1]))
    }

    @Test func `one click ends it, and merely looking does not`() async throws {
        let (scene, server) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: server)
        let (id, mail) = try await confirmed(scene, server)
        let link = try #require(mail.unsubscribe)
        #expect(link.hasPrefix("https://cloud.example.com/v1/notify/unsubscribe/"))
        #expect(mail.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
        // People whose program shows no button for it have the link in the text.
        #expect(mail.text.contains("To get no more: \(link)"))
        for _ in 0..<3 {
            #expect(try await scene.visit(link).buttons.map(\.label) == ["Stop them"])
        }
        #expect(try await scene.shown(id, "state") == "enabled")
        for _ in 0..<2 { #expect(try await scene.visit(link, pressing: true).status == 200) }
        #expect(try await scene.shown(id, "state") == "disabled")
        #expect(try await scene.shown(id, "reason") == "its recipient has unsubscribed")
        // Its owner is told once.
        let told = try await scene.desk.context.store.events(.init())
            .elements.filter { $0.type == "NOTIFY.SUBSCRIPTION.DISABLED" }
        #expect(told.count == 1 && told.first?.owner?.account == Scene.ann.account)
        await scene.end()
    }

    @Test func `who said no is not written to again, whatever the account does`() async throws {
        let clock = HandClock()
        let (scene, server) = (try await Scene(clock: clock), ScriptedMailServer(.takes))
        try await scene.begin(mail: server)
        let (id, mail) = try await confirmed(scene, server)
        let link = try #require(mail.unsubscribe)
        _ = try await scene.visit(link, pressing: true)
        try await scene.happen(["vm-2"])
        let resumed = await #expect(throws: APIError.self) {
            try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        }
        #expect(resumed?.text.contains("unsubscribed") == true)
        await #expect(throws: APIError.self) { try await scene.write() }
        await #expect(throws: APIError.self) {
            try await scene.ask(
                .put, "subscriptions/{id}", id: id, body: ["state": "enabled"])
        }
        // After a month it may ask once more.
        clock.advance(by: .seconds(30 * 86_400))
        try await scene.write()
        let question = ReadMail(await server.mails.first(3)[2])
        #expect(question.text.contains("asks to send messages"))
        await scene.end()
    }

    @Test func `a slip can be taken back on the same page`() async throws {
        let (scene, server) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: server)
        let (id, mail) = try await confirmed(scene, server)
        let link = try #require(mail.unsubscribe)
        let ended = try await scene.visit(link, pressing: true)
        try await scene.happen(["vm-2"])
        _ = try await scene.visit(link, pressing: true, choice: ended.buttons.first?.choice)
        #expect(try await scene.shown(id, "state") == "enabled")
        // Also the alert that told of the end.
        let rest = await server.mails.first(4).suffix(2).map(ReadMail.init)
        #expect(Set(rest.map { $0.header("Petrel-Counter") }) == ["2", "3"])
        await scene.end()
    }

    @Test func `a link ends the subscription it came with, and only for the address it went to`()
        async throws
    {
        let (scene, server) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: server)
        let (id, mail) = try await confirmed(scene, server)
        let other = try await scene.write()
        let link = try #require(mail.unsubscribe)
        let foreign = link.replacing(id, with: other)
        for pressing in [false, true] {
            #expect(try await scene.visit(foreign, pressing: pressing).status == 404)
        }
        _ = try await scene.visit(link, pressing: true)
        #expect(try await scene.shown(other, "state") == "enabled")
        // A subscription that goes to another address now is not this one's to end.
        _ = try await scene.visit(link, pressing: true, choice: "again")
        _ = try await scene.ask(
            .put, "subscriptions/{id}", id: id, body: ["settings": ["to": "else@example.com"]])
        #expect(try await scene.visit(link, pressing: true).status == 404)
        await scene.end()
    }
}
