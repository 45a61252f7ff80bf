internal import PetrelCloud
internal import PetrelNotifyTesting
internal import PetrelPlugin
internal import Testing

@testable internal import PetrelNotify

/// Whoever asks, whatever is asked, whosever it is, over whichever channel: the answer is the one that the rules give.
///
/// What can be asked is read from the declared routes and commands, so a new one is asked, too.
@Suite(.timeLimit(.minutes(10))) struct RightsTableTests {
    private let receivers: Receivers
    private let scene: Scene

    init() async throws {
        receivers = try Receivers()
        scene = try await Scene()
        try await scene.add(Cast.newcomers)
        try await scene.begin(channels: builtInChannels, settings: receivers.operatorSettings)
    }

    @Test func `there is a way for every channel`() {
        let kinds = Set(receivers.ways.map(\.channel.rawValue))
        #expect(kinds == Set(builtInChannels.map { $0.kind.rawValue }))
    }

    @Test func `what one may not see is not found, and nobody else can change it`() async throws {
        let (askings, unknown) = Asking.all(of: scene.plugin)
        #expect(unknown == [])
        var cells = 0
        for caller in Cast.askers {
            for var thing in things(for: caller) {
                let event = try await scene.happen(["vm-1"], thing.owner)[0]
                try await thing.make(in: scene, about: event)
                for asking in askings where asking.roles.contains(caller.role) {
                    cells += 1
                    try await check(asking, caller, &thing, event)
                }
                try await scene.desk.remove(thing.id)
            }
        }
        #expect(cells > 5_000)
        await scene.end()
    }

    private func check(
        _ asking: Asking, _ caller: Caller, _ thing: inout Thing, _ event: CloudEvent
    ) async throws {
        let isOfItsKind = thing.way.isWebhook || asking.kind == "Subscription"
        let wanted = isOfItsKind && Cast.mayRule(caller, thing.owner, thing.extent)
        let before = try await scene.desk.table.subscription(thing.id)
        let isSeen = await asking.sees(
            thing.ids[asking.kind] ?? thing.id, caller, event: event.id.description)
        #expect(
            isSeen == wanted, "\(asking.name) for \(caller.accountName) of \(thing.name): \(isSeen)"
        )
        if !wanted {
            let after = try await scene.desk.table.subscription(thing.id)
            #expect(before == after, "\(asking.name) for \(caller.accountName) of \(thing.name)")
        } else if asking.changes {
            try await thing.make(in: scene, about: event)
        }
    }

    /// Over every channel what is about an account; over CloudStack's webhooks what is about more.
    private func things(for caller: Caller) -> [Thing] {
        let owners = [caller] + Cast.others
        return owners.flatMap { owner in
            Cast.Extent.allCases.filter { Cast.mayOwn(owner, $0) }.flatMap { extent in
                receivers.ways.filter { extent == .account || $0.isWebhook }
                    .map { Thing(owner: owner, extent: extent, way: $0) }
            }
        }
    }

    @Test func `lists show what one may ask for, and nothing else`() async throws {
        var made: [Thing] = []
        for owner in Cast.askers + Cast.others {
            let event = try await scene.happen(["vm-1"], owner)[0]
            for var thing in things(for: owner) where thing.owner.account == owner.account {
                try await thing.make(in: scene, about: event)
                made.append(thing)
            }
        }
        let lists: [(asked: String, kind: String)] = [
            ("listSubscriptions", "Subscription"), ("listWebhooks", "Webhook"),
            ("listWebhookDeliveries", "WebhookDelivery"), ("listWebhookFilters", "WebhookFilter"),
        ]
        for caller in Cast.askers {
            for list in lists {
                let command = try #require(scene.plugin.commands.first { $0.name == list.asked })
                let answer = try await command.run(
                    APICall(command: list.asked, caller: caller, parameters: ["listall": "true"]))
                check("\(answer)", list.kind, made, caller)
            }
            let route = try await scene.ask(.get, "subscriptions", caller, query: ["limit": "1000"])
            check("\(route)", "Subscription", made, caller)
        }
        await scene.end()
    }

    private func check(_ answer: String, _ kind: String, _ made: [Thing], _ caller: Caller) {
        for thing in made where thing.way.isWebhook || kind == "Subscription" {
            let isShown = answer.contains(thing.ids[kind] ?? thing.id)
            let wanted = Cast.mayRule(caller, thing.owner, thing.extent)
            #expect(isShown == wanted, "\(kind) for \(caller.accountName): \(thing.name)")
        }
    }

    @Test func `nobody makes for another what is not his to know`() async throws {
        var cells = 0
        for caller in Cast.askers {
            for owner in [caller] + Cast.others {
                for extent in Cast.Extent.allCases {
                    for way in receivers.ways {
                        let thing = Thing(owner: owner, extent: extent, way: way)
                        let wanted = Cast.mayMake(caller, owner, extent, way)
                        let made = try? await scene.desk.create(thing.draft, for: caller)
                        #expect(
                            (made != nil) == wanted, "\(caller.accountName) makes \(thing.name)")
                        if let made { try await scene.desk.remove(made.id) }
                        cells += 1
                    }
                }
            }
        }
        #expect(cells == 4 * 4 * 4 * 7)
        await scene.end()
    }

    @Test func `one who rules a subscription cannot have it tell more than he may know`()
        async throws
    {
        let way = try #require(receivers.ways.first)
        var thing = Thing(owner: Cast.max, extent: .account, way: way)
        let event = try await scene.happen(["vm-1"], Cast.max)[0]
        try await thing.make(in: scene, about: event)
        for change: JSONValue in [["scope": "cloud"], ["scope": "domain", "domain": "d-root"]] {
            for caller in Cast.askers {
                let changed = try? await scene.ask(
                    .put, "subscriptions/{id}", caller, id: thing.id, body: change)
                #expect((changed != nil) == (caller.role == .admin), "\(caller.accountName)")
                if changed != nil { try await thing.make(in: scene, about: event) }
            }
        }
        // Nor be told by a trial what it would tell.
        let trial: JSONValue = ["account": "max", "accountdomain": "d-lab", "scope": "cloud"]
        for caller in Cast.askers {
            let told = try? await scene.ask(.post, "dry-run", caller, body: trial)
            #expect((told != nil) == (caller.role == .admin), "\(caller.accountName)")
        }
        await scene.end()
    }
}
