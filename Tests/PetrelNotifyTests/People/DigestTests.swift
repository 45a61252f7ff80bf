internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import PetrelTesting
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

extension Scene {
    /// Begins with people that tests can ask what they got, none of whom has to say yes.
    func beginWithPeople(
        perHour: Int = 5, _ adjust: (inout NotifySettings) -> Void = { _ in }
    ) async throws {
        try await begin(
            channels: [SinkChannel.self, PersonChannel.self],
            settings: ["address": "https://cloud.example.com"]
        ) { settings in
            settings.people.confirms = false
            settings.people.mailsPerHour = perHour
            adjust(&settings)
        }
    }

    @discardableResult
    func tell(
        _ sink: Sink, at address: String = "ops", _ caller: Caller = Scene.ann,
        _ more: [String: JSONValue] = [:]
    ) async throws -> String {
        let settings: JSONValue = ["sink": .string(sink.name), "to": .string(address)]
        return try await subscribe(
            sink, caller,
            more.merging(["channel": "person", "settings": settings]) { own, _ in own })
    }

    /// Alerts of somebody's, as a rule raises them; their events.
    @discardableResult
    func alert(
        _ count: Int, _ caller: Caller = Scene.ann, type: EventType = "ALERT.CPU",
        level: CloudEvent.Level = .warning
    ) async throws -> [CloudEvent] {
        let events = (0..<count).map { number in
            CloudEvent(
                category: .alert, type: type,
                owner: .init(
                    account: caller.account, domain: caller.domain,
                    accountName: caller.accountName), domainPath: caller.domainPath,
                time: clock?.now ?? .now, level: level,
                description: "number \(number)")
        }
        return try await ledger.commit(Commit(events: events)).events
    }

    var kept: Int { Int(tally.kept) }
}

@Suite(.timeLimit(.minutes(5))) struct DigestTests {
    /// W16.
    @Test func `a storm of a hundred thousand alerts is thirty messages and a digest of the rest`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.beginWithPeople(perHour: 30)
        let (ann, bob) = (Sink(), Sink())
        try await scene.tell(ann, at: "ann")
        try await scene.tell(bob, at: "bob", Scene.bob)
        let all = 100_000
        for part in 0..<100 {
            try await scene.alert(900)
            try await scene.alert(99, type: "ALERT.DISK")
            try await scene.alert(1, type: "ALERT.HOST", level: .error)
            // Somebody else's alert in the middle of it.
            if part == 50 { try await scene.alert(1, Scene.bob) }
        }
        await bob.hasTaken(1)
        await scene.pass(.zero, until: { scene.kept + ann.count == all })
        #expect(ann.count == 30 && ann.letters.elements.isEmpty)
        clock.advance(by: .seconds(3_599))
        #expect(ann.letters.elements.isEmpty)
        clock.advance(by: .seconds(1))
        let digest = await ann.letters.first(1)[0]
        #expect(digest.subject == "[s] 99970 events together")
        #expect(digest.text.contains("\n9900 x ALERT.DISK\n"))
        #expect(digest.text.contains("\n100 x ALERT.HOST\n"))
        // The severe ones are named before the others.
        #expect(digest.text.components(of: " ERROR ") == 50)
        #expect(digest.text.contains("https://cloud.example.com/v1/events?order=oldest&after="))
        #expect(digest.text.utf8.count < 20_000 && digest.short.utf8.count < 300)
        #expect(bob.count == 1 && bob.letters.elements.isEmpty)
        // The window is open again.
        try await scene.alert(1)
        await ann.hasTaken(31)
        await scene.end()
    }

    @Test func `in no hour does an address get more, whoever writes and how often it fails`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.beginWithPeople()
        let (first, second) = (Sink(), Sink())
        try await scene.tell(first)
        try await scene.tell(second, at: "OPS", Scene.bob)
        let times = Recorder<Timestamp>()
        let takes: @Sendable (Delivery) -> DeliveryError? = { _ in
            times.record(clock.now)
            return nil
        }
        let fails: @Sendable (Delivery) -> DeliveryError? = { _ in .busy }
        second.answers(takes)
        for step in 0..<60 {
            // Now and then the server says no, and then it does not count.
            first.answers(step % 7 == 3 ? fails : takes)
            try await scene.alert(step % 3 + 1, Scene.ann)
            let last = try await scene.alert(1, Scene.bob)[0].sequence ?? 0
            // A message counts from when it sets out, so the clock stands while it is on its way.
            await scene.pass(.zero, until: { scene.isQuiet(after: last) })
            clock.advance(by: .seconds(300))
            await scene.pass(.zero, until: { scene.isQuiet(after: last) })
        }
        #expect(!first.letters.elements.isEmpty && !second.letters.elements.isEmpty)
        for time in times.elements {
            let end = time.advanced(by: .seconds(3_600))
            #expect(times.elements.count { $0 >= time && $0 < end } <= 5)
        }
        await scene.end()
    }

    @Test func `what is kept is counted once, over restarts, and goes out with the same name`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.beginWithPeople()
        let sink = Sink()
        let id = try await scene.tell(sink)
        for round in 1...6 {
            try await scene.alert(20)
            let all = round * 20
            await scene.pass(.zero, until: { Int(scene.keptFor(id)) + sink.count == all })
            await scene.end()
            try await scene.beginWithPeople()
        }
        #expect(sink.count == 5 && scene.keptFor(id) == 115)
        sink.answers { _ in .busy }
        clock.advance(by: .seconds(3_600))
        while try await scene.ask(.get, "subscriptions/{id}/attempts", id: id)["attempts"]?.array?
            .contains(where: { $0["type"] == "digest" }) != true
        { await Task.yield() }
        // What comes now is another message's.
        try await scene.alert(3)
        await scene.pass(.zero, until: { scene.keptFor(id) == 118 })
        await scene.end()
        try await scene.beginWithPeople()
        sink.takesAll()
        clock.advance(by: .seconds(10))
        let letters = await sink.letters.first(2)
        #expect(letters.map(\.subject) == ["[s] 115 events together", "[s] 3 events together"])
        #expect(letters[0].attempt == 2 && letters[1].attempt == 1)
        #expect(Set(letters.map(\.id)).count == 2)
        await scene.pass(.zero, until: { scene.keptFor(id) == 0 })
        await scene.end()
        let rows = try await scene.ledger.read { try $0.rows("SELECT * FROM notify_digests", []) }
        #expect(rows.isEmpty)
    }

    @Test func `an event that was still under way when a server ended is not counted twice`() {
        var board = Board(places: 10, perSubscription: 10)
        var folder: Folder.ID?
        for (sequence, position) in [(50, 39), (52, 39), (40, 52)] as [(Int64, Int64)] {
            board.people.pass("s", position)
            _ = board.people.keep(
                Sample.event, sequence, for: "s", until: .now, .limit, rights: "", isReplay: false)
            folder = board.people.folders["s"]?.last?.id
            if sequence == 52 {
                // The next server begins after 39: 40, 50 and 52 come to it.
                let kept = board.people.takeChanges().folders.compactMap { folder in
                    Folder(folder.id, due: folder.due, stored: folder.stored)
                }
                board = Board(places: 10, perSubscription: 10)
                board.people.restore(kept, sent: [])
                for again in [50, 52] as [Int64] {
                    _ = board.people.keep(
                        Sample.event, again, for: "s", until: .now, .limit, rights: "",
                        isReplay: false)
                }
            }
        }
        #expect(folder.flatMap { board.people.folder($0) }?.count == 3)
    }

    @Test func `a digest is a mail with both parts and a way to get no more`() async throws {
        let clock = HandClock()
        let (scene, server) = (try await Scene(clock: clock), ScriptedMailServer(.takes))
        try await scene.begin(mail: server, confirm: false) { $0.people.mailsPerHour = 1 }
        let id = try await scene.write()
        try await scene.alert(1)
        _ = await server.mails.first(1)
        let events = try await scene.alert(3, type: "ALERT.<b>DISK</b>")
        await scene.pass(.zero, until: { scene.keptFor(id) == 3 })
        clock.advance(by: .seconds(3_600))
        let mail = ReadMail(await server.mails.first(2)[1])
        #expect(mail.header("Subject") == "[night watch] 3 events together")
        // After the first one that was kept: they go side by side.
        let name = mail.header("Message-ID") ?? ""
        #expect(events.contains { name.contains("_digest_\($0.sequence ?? 0)@") })
        #expect(
            mail.unsubscribe?.hasPrefix("https://cloud.example.com/v1/notify/unsubscribe/") == true)
        #expect(mail.text.contains("3 x ALERT.<b>DISK</b>"))
        #expect(mail.text.contains("ALERT.&lt;b&gt;DISK&lt;/b&gt;"))
        for number in 0..<3 { #expect(mail.text.contains("number \(number)")) }
        #expect(mail.text.contains("All of them:"))
        await scene.end()
    }

    @Test func `an account that lost a right is told nothing of what was kept`() async throws {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.beginWithPeople(perHour: 1)
        let sink = Sink()
        let id = try await scene.tell(
            sink, at: "boss", Scene.boss, ["scope": "domain", "topics": ["*.AlertEvent.#"]])
        try await scene.alert(4, Scene.ann)
        await scene.pass(.zero, until: { scene.keptFor(id) == 3 })
        try await scene.changeBoss { $0.attributes["roletype"] = "User" }
        clock.advance(by: .seconds(3_600))
        await scene.pass(.zero, until: { scene.keptFor(id) == 0 })
        #expect(sink.letters.elements.isEmpty)
        await scene.end()
    }

    @Test func `a digest to an address that does not exist suppresses it and keeps the rest`()
        async throws
    {
        let clock = HandClock()
        let scene = try await Scene(clock: clock)
        try await scene.beginWithPeople(perHour: 1)
        let sink = Sink()
        let id = try await scene.tell(sink)
        try await scene.alert(4)
        await scene.pass(.zero, until: { scene.keptFor(id) == 3 })
        sink.answers { _ in
            var error = DeliveryError(.endpointGone, "no such mailbox", status: 550)
            error.bounce = .noSuchAddress
            return error
        }
        clock.advance(by: .seconds(3_600))
        while try await scene.shown(id, "state") != "disabled" { await Task.yield() }
        #expect(scene.keptFor(id) == 3)
        sink.takesAll()
        try await scene.desk.lift("person", "ops")
        _ = try await scene.ask(.post, "subscriptions/{id}/resume", id: id)
        #expect(await sink.letters.first(1)[0].subject == "[s] 3 events together")
        await scene.end()
    }
}

extension Scene {
    func keptFor(_ id: String) -> Int64 {
        desk.courier.board.withLock { board in
            (board.people.folders[id] ?? []).reduce(0) { $0 + $1.count }
        }
    }

    /// Nothing is under way.
    func isQuiet(after sequence: Int64) -> Bool {
        desk.courier.board.withLock { board in
            board.dispatched >= sequence && board.runs.values.allSatisfy { $0.lanes.sending == 0 }
                && board.people.folders.values.allSatisfy { !$0.contains(where: \.isSending) }
        }
    }
}

extension String {
    fileprivate func components(of word: String) -> Int {
        ranges(of: word).count
    }
}
