internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct ConfirmingTests {
    @Test func `an address gets one question and nothing else until it has said yes`()
        async throws
    {
        let (scene, mail) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: mail)
        let id = try await scene.write()
        let other = try await scene.write()
        try await scene.happen(["vm-1"])
        let question = ReadMail(await mail.mails.first(1)[0])
        #expect(question.header("To") == "<\(Scene.mailbox)>")
        #expect(question.header("List-Unsubscribe") == nil)
        #expect(question.text.contains("account ann") && !question.text.contains("night watch"))
        #expect(try await scene.shown(id, "state") == "unconfirmed")
        // Whoever merely follows the link changes nothing, however often.
        let link = try #require(question.link)
        for _ in 0..<3 {
            let page = try await scene.visit(link)
            #expect(page.status == 200 && page.buttons.map(\.label) == ["Yes, send them"])
        }
        #expect(try await scene.shown(id, "state") == "unconfirmed")
        #expect(mail.mails.elements.count == 1)
        // The button begins both subscriptions, and what happened meanwhile comes.
        #expect(try await scene.visit(link, pressing: true).title == "Thank you")
        let mails = await mail.mails.first(3).map(ReadMail.init)
        #expect(try await scene.shown(id, "state") == "enabled")
        #expect(try await scene.shown(other, "state") == "enabled")
        #expect(mails.dropFirst().allSatisfy { $0.header("Petrel-Counter") == "1" })
        #expect(try await scene.visit(link, pressing: true).title == "Thank you")
        // What the account makes later needs no question.
        let third = try await scene.write()
        #expect(try await scene.shown(third, "state") == "enabled")
        await scene.end()
    }

    @Test func `subscriptions made at the same moment ask once`() async throws {
        let (scene, mail) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: mail)
        let ids = try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await scene.write() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let link = try #require(ReadMail(await mail.mails.first(1)[0]).link)
        _ = try await scene.visit(link, pressing: true)
        for id in ids { #expect(try await scene.shown(id, "state") == "enabled") }
        #expect(mail.mails.elements.count == 1)
        await scene.end()
    }

    @Test func `who lost the question is asked again, and the last link counts`() async throws {
        let (scene, mail) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: mail)
        let id = try await scene.write()
        let lost = try #require(ReadMail(await mail.mails.first(1)[0]).link)
        _ = try await scene.ask(.post, "subscriptions/{id}/question", id: id)
        let link = try #require(ReadMail(await mail.mails.first(2)[1]).link)
        #expect(try await scene.visit(lost, pressing: true).status == 404)
        #expect(try await scene.shown(id, "state") == "unconfirmed")
        #expect(try await scene.visit(link, pressing: true).status == 200)
        #expect(try await scene.shown(id, "state") == "enabled")
        await #expect(throws: APIError.self) {
            try await scene.ask(.post, "subscriptions/{id}/question", id: id)
        }
        await scene.end()
    }

    @Test func `each account has to ask for itself, and a yes to one is none to another`()
        async throws
    {
        let (scene, mail) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: mail)
        try await scene.write()
        let first = ReadMail(await mail.mails.first(1)[0])
        _ = try await scene.visit(try #require(first.link), pressing: true)
        let bobs = try await scene.write(to: "OPS@example.com", Scene.bob)
        let second = ReadMail(await mail.mails.first(2)[1])
        #expect(second.text.contains("account bob"))
        #expect(try await scene.shown(bobs, "state", Scene.bob) == "unconfirmed")
        await scene.end()
    }

    @Test func `a link that was made up, changed or is too old confirms nothing`() async throws {
        let clock = HandClock()
        let (scene, mail) = (try await Scene(clock: clock), ScriptedMailServer(.takes))
        try await scene.begin(mail: mail)
        let id = try await scene.write()
        let link = try #require(ReadMail(await mail.mails.first(1)[0]).link)
        let made = try #require(link.split(separator: ".").last)
        let changed = link.dropLast() + (link.hasSuffix("A") ? "B" : "A")
        for wrong in [
            String(changed), String(link.dropLast(made.count)), "\(link)A", "confirm/x.y",
            link.replacing("/confirm/", with: "/unsubscribe/"),
        ] {
            for pressing in [false, true] {
                let page = try await scene.visit("x/" + wrong, pressing: pressing)
                #expect(page.status == 404 && page.buttons.isEmpty, "\(wrong)")
            }
        }
        clock.advance(by: .seconds(3 * 86_400))
        for pressing in [false, true] {
            let page = try await scene.visit(link, pressing: pressing)
            #expect(page.status == 410 && page.buttons.isEmpty)
        }
        #expect(try await scene.shown(id, "state") == "unconfirmed")
        await scene.end()
    }

    @Test func `an address is asked three times a day at most, and an account asks twenty`()
        async throws
    {
        let clock = HandClock()
        let (scene, mail) = (try await Scene(clock: clock), ScriptedMailServer(.takes))
        try await scene.begin(mail: mail)
        for (number, caller) in [Scene.ann, Scene.bob, Scene.lea].enumerated() {
            try await scene.write(caller)
            _ = await mail.mails.first(number + 1)
        }
        let refused = await #expect(throws: APIError.self) { try await scene.write(Scene.boss) }
        #expect(refused?.code == 532)
        for number in 0..<19 { try await scene.write(to: "a\(number)@example.com") }
        let full = await #expect(throws: APIError.self) {
            try await scene.write(to: "b@example.com")
        }
        #expect(full?.text.contains("20 addresses") == true)
        clock.advance(by: .seconds(86_401))
        try await scene.write(Scene.boss)
        _ = await mail.mails.first(23)
        await scene.end()
    }

    @Test func `a question that could not be sent is sent later, also by the next server`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        let busy = ScriptedMailServer(.refuses("451 later"))
        try await scene.begin(mail: busy)
        let id = try await scene.write()
        while !busy.commands.elements.contains(where: { $0.hasPrefix("RCPT") }) {
            await Task.yield()
        }
        await scene.end()
        let mail = ScriptedMailServer(.takes)
        try await scene.begin(mail: mail)
        clock.advance(by: .seconds(600))
        let link = try #require(ReadMail(await mail.mails.first(1)[0]).link)
        _ = try await scene.visit(link, pressing: true)
        #expect(try await scene.shown(id, "state") == "enabled")
        await scene.end()
    }

    @Test func `resume, another address and a changed state do not lead past the question`()
        async throws
    {
        let (scene, mail) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: mail)
        let id = try await scene.write()
        let link = try #require(ReadMail(await mail.mails.first(1)[0]).link)
        for state in ["enabled", "unconfirmed"] {
            _ = try? await scene.ask(
                .put, "subscriptions/{id}", id: id, body: ["state": .string(state)])
            _ = try? await scene.ask(.post, "subscriptions/{id}/pause", id: id)
            _ = try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
            #expect(try await scene.shown(id, "state") == "unconfirmed")
        }
        _ = try await scene.visit(link, pressing: true)
        #expect(try await scene.shown(id, "state") == "enabled")
        _ = try await scene.ask(
            .put, "subscriptions/{id}", id: id, body: ["settings": ["to": "else@example.com"]])
        #expect(try await scene.shown(id, "state") == "unconfirmed")
        let second = ReadMail(await mail.mails.first(2)[1])
        #expect(second.header("To") == "<else@example.com>")
        await scene.end()
    }

    @Test func `who pays for the mail server may have nobody asked, and has to say so`()
        async throws
    {
        let (scene, mail) = (try await Scene(clock: HandClock()), ScriptedMailServer(.takes))
        try await scene.begin(mail: mail, confirm: false)
        try await scene.write()
        try await scene.happen(["vm-1"])
        #expect(ReadMail(await mail.mails.first(1)[0]).header("Petrel-Counter") == "1")
        await scene.end()
        let error = await #expect(throws: PluginSettingsError.self) {
            try await scene.begin(
                channels: builtInChannels,
                settings: ["mailhost": "127.0.0.1", "mailsender": "petrel@example.com"])
        }
        #expect(error?.mistakes.map(\.key) == ["plugins.notify.address"])
    }
}
