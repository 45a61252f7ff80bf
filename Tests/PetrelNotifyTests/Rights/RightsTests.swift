internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct RightsTests {
    @Test func `nobody gets an event that lists would not show, whatever role and scope`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        var made: [(caller: Caller, sink: Sink)] = []
        var refused: [String] = []
        for caller in Scene.everyone {
            for scope in NotifySubscription.Scope.allCases {
                let sink = Sink()
                do {
                    try await scene.subscribe(sink, caller, ["scope": .string(scope.rawValue)])
                    made.append((caller, sink))
                } catch let error as APIError {
                    #expect(error.code == 431)
                    refused.append("\(caller.accountName) \(scope.rawValue)")
                }
            }
        }
        #expect(
            refused == [
                "boss cloud", "ann domain", "ann cloud", "bob domain", "bob cloud", "lea domain",
                "lea cloud", "eve cloud",
            ])
        var events: [CloudEvent] = []
        for caller in Scene.everyone { events += try await scene.happen(["vm"], caller) }
        events += try await scene.ledger.commit(
            Commit(events: [.alert("ALERT.HOST", subject: "of nobody", body: "")])
        ).events
        for (caller, sink) in made {
            let shown = events.filter { EventScope(caller).shows($0) }.map(\.id)
            // The last one that each may see is there when all before it are.
            while !Set(sink.taken.map(\.event.id)).isSuperset(of: expected(sink, caller, events)) {
                await Task.yield()
            }
            #expect(Set(sink.taken.map(\.event.id)).isSubset(of: shown))
        }
        #expect(made.count == 10)
        await scene.end()
    }

    private func expected(_ sink: Sink, _ caller: Caller, _ events: [CloudEvent]) -> Set<EventID> {
        Set(events.filter { $0.owner?.account == caller.account }.map(\.id))
    }

    @Test func `somebody else's subscription is not found, by any path and any command`()
        async throws
    {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(sink, Scene.lea)
        let event = try await scene.happen(["vm-1"], Scene.lea)[0].id.description
        let mayNot = [Scene.ann, Scene.bob, Scene.eve]
        let missing = "00000000-0000-4000-8000-000000000000"
        for route in scene.plugin.routes where route.path.contains("{id}") && !route.isOpen {
            for caller in mayNot {
                let query = ["event": event, "from": "1", "to": "2"]
                let body: JSONValue = ["from": 0, "to": 1]
                var texts: [String] = []
                for id in [id, missing] {
                    do {
                        _ = try await route.run(
                            .init(caller: caller, path: ["id": id], query: query, body: body))
                        Issue.record("\(route.path) for \(caller.accountName)")
                    } catch let error as APIError {
                        texts.append("\(error.code) \(error.text.replacing(id, with: "ID"))")
                    }
                }
                // As if there were none.
                #expect(texts.count == 2 && texts[0] == texts[1])
            }
        }
        for command in scene.plugin.commands where command.parameter("id")?.isRequired == true {
            for caller in mayNot {
                let parameters = [
                    "id": id, "event": event, "from": "0", "to": "1", "webhookid": id,
                ]
                await #expect(throws: APIError.self, "\(command.name)") {
                    _ = try await command.run(
                        APICall(command: command.name, caller: caller, parameters: parameters))
                }
            }
        }
        for caller in Scene.everyone {
            let list = try await scene.ask(.get, "subscriptions", caller)
            let sees = list["subscriptions"]?.array?.contains { $0["id"]?.string == id } ?? false
            #expect(sees == [Scene.lea, Scene.boss, Scene.root].contains(caller))
        }
        // An administrator of the domain above may.
        _ = try await scene.ask(.delete, "subscriptions/{id}", Scene.boss, id: id)
        await scene.end()
    }

    @Test func `an account that lost the right gets nothing more`() async throws {
        let scene = try await Scene()
        try await scene.begin()
        let (sink, witness) = (Sink(), Sink())
        try await scene.subscribe(sink, Scene.boss, ["scope": "domain"])
        try await scene.subscribe(witness, Scene.root, ["scope": "cloud"])
        try await scene.happen(["vm-1"], Scene.ann)
        await sink.hasTaken(1)
        // boss becomes a user like any other: what is ann's is not boss's to know.
        try await scene.changeBoss { $0.attributes["roletype"] = "User" }
        try await scene.happen(["vm-2"], Scene.ann)
        try await scene.happen(["vm-3"], Scene.boss)
        await witness.hasTaken(4)
        await sink.hasTaken(3)
        #expect(!sink.taken.contains { $0.event.resource?.id == "vm-2" })
        try await scene.disableBoss()
        try await scene.happen(["vm-4"], Scene.boss)
        await witness.hasTaken(6)
        while scene.tally.withheld < 3 { await Task.yield() }
        #expect(!sink.taken.contains { $0.event.resource?.id == "vm-4" })
        await scene.end()
    }
}

extension Scene {
    private func boss() async throws -> Resource {
        guard let boss = try await ledger.resource(kind: Account.kind, id: Scene.boss.account)
        else { throw APIError.failed("no boss") }
        return boss
    }

    private var event: CloudEvent {
        .action(
            "ACCOUNT.UPDATE", .succeeded,
            on: ResourceReference(kind: Account.kind, id: Scene.boss.account),
            by: .init(user: "u", account: "a"), owner: .init(account: Scene.boss.account),
            domainPath: "/acme/")
    }

    func changeBoss(_ change: (inout Resource.Profile) -> Void) async throws {
        let boss = try await boss()
        var profile = boss.profile
        change(&profile)
        _ = try await ledger.commit(
            Commit(changes: [
                Change(
                    .revise(kind: boss.kind, id: boss.id, at: boss.version, profile), event: event)
            ]))
    }

    func disableBoss() async throws {
        let boss = try await boss()
        let move = StateChange(
            resource: ResourceReference(kind: boss.kind, id: boss.id), from: "ENABLED",
            trigger: "Disable", to: "DISABLED")
        let event = CloudEvent.stateChange(
            of: ResourceReference(kind: boss.kind, id: boss.id), version: 0, from: "ENABLED",
            on: "Disable", to: "DISABLED", owner: boss.profile.owner, domainPath: "/acme/")
        _ = try await ledger.commit(
            Commit(changes: [Change(.move(move, at: boss.version, nil), event: event)]))
    }
}
