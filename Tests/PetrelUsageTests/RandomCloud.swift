internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting
internal import PetrelStates
internal import PetrelTesting

@testable internal import PetrelUsage

/// A cloud in which everything that is metered lives at random: every kind through its own machine, with failures,
/// stops nobody asked for, resizes, new owners and names, and clocks that jump. The same seed gives the same cloud.
struct RandomCloud {
    private(set) var start: Timestamp
    private(set) var end: Timestamp
    let timeZone: String
    private(set) var commits: [Commit] = []
    private var random: SeededRandom
    private var clock: Timestamp
    private var lives: [Life] = []
    private var lastCorrection = Timestamp(seconds: 0)
    private var next = 0

    struct Life {
        let kind: String
        let id: String
        let machine: AnyStateMachine
        let actions: [EventType]
        var state: String
        var version: Int64
        var profile: Resource.Profile
        var isGone = false

        var reference: ResourceReference { .init(kind: kind, id: id) }
    }

    /// Over ends of months, a leap day and days on which clocks are set.
    private static let starts = [
        "2024-02-27T05:30:00Z", "2025-12-30T00:00:00Z", "2026-03-27T12:00:00Z",
        "2026-10-23T12:00:00Z", "2027-02-26T00:00:00Z", "2026-04-03T00:00:00Z",
    ]
    private static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
        "Pacific/Auckland",
    ]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let words = Self.starts[Int(seed) % Self.starts.count]
        clock = Timestamp(words) ?? Timestamp(seconds: 0)
        (start, end) = (clock.advanced(by: .seconds(7_231)), clock)
        timeZone = Self.zones[Int(seed / 2) % Self.zones.count]
        for _ in 0..<260 { step() }
        // Some events lie outside of the period on both sides.
        end = clock.advanced(by: .seconds(-3_607))
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func step() {
        clock = clock.advanced(
            by: .nanoseconds(Int64.random(in: 0..<9_000_000_000_000, using: &random)))
        if lives.count < 12 || chance(12) { return create() }
        let index = Int.random(in: 0..<lives.count, using: &random)
        if chance(15) { return measure(index) }
        if chance(5) { return correct(index) }
        guard !lives[index].isGone else { return create() }
        if chance(20) { return revise(index) }
        if chance(20), !lives[index].actions.isEmpty { return act(index) }
        if chance(15), remove(index) { return }
        move(index)
    }

    /// What a server's clock shows: now and then it is an hour off.
    private mutating func shown() -> Timestamp {
        chance(6)
            ? clock.advanced(by: .seconds(Int64.random(in: -7_200...0, using: &random))) : clock
    }
}

extension RandomCloud {
    private mutating func create() {
        let metered = ResourceCatalogue.all.filter { !$0.meters.isEmpty }
        let machines = metered.filter { $0.kind == "VirtualMachine" }
        let kind: any CloudResource.Type = pick(chance(40) ? machines : metered)
        create(of: kind)
    }

    private mutating func create<Kind: CloudResource>(of kind: Kind.Type) {
        next += 1
        let life = Life(
            kind: Kind.kind, id: "r-\(next)", machine: AnyStateMachine(kind),
            actions: Kind.meteredActions.keys.sorted { $0.name < $1.name },
            state: pick(Kind.initial).rawValue, version: 1, profile: profile())
        lives.append(life)
        tell(
            .create(kind: life.kind, id: life.id, state: life.state, life.profile), life, "Create",
            from: nil, to: life.state)
    }

    private mutating func profile() -> Resource.Profile {
        let number = Int.random(in: 1...4, using: &random)
        let owner = CloudEvent.Owner(
            account: "account-\(number)", domain: "domain-\(number % 2)",
            project: number == 4 ? "project-1" : nil)
        return Resource.Profile(
            name: "name-\(next)", owner: owner, domainPath: "/d\(number % 2)/",
            zone: "zone-\(Int.random(in: 1...2, using: &random))", attributes: attributes())
    }

    private mutating func attributes() -> [String: JSONValue] {
        [
            "serviceofferingid": .string("offering-\(Int.random(in: 1...3, using: &random))"),
            "templateid": "template-1", "hypervisor": "KVM",
            "memory": .integer(Int64.random(in: 1...4, using: &random) * 1_024),
            "size": .integer(Int64.random(in: 1...20, using: &random) * 1_073_741_824 + 7),
            "networkofferingid": "network-offering-1",
            "isdefault": .bool(chance(50)),
        ]
    }

    private mutating func tell(
        _ action: Change.Action, _ life: Life, _ type: EventType, trigger: String? = nil,
        from: String?, to: String?
    ) {
        let profile = life.profile
        var attributes = profile.attributes
        attributes["name"] = profile.name.map(JSONValue.string)
        let event = CloudEvent(
            category: .resourceState, type: type, resource: life.reference, trigger: trigger,
            outcome: .succeeded, owner: profile.owner, domainPath: profile.domainPath,
            zone: profile.zone, time: shown(), attributes: chance(10) ? [:] : attributes)
        commits.append(Commit(changes: [Change(action, event: event)]))
    }

    private mutating func move(_ index: Int) {
        let life = lives[index]
        let rows = life.machine.transitions.filter {
            $0.from == life.state && !$0.isSilent && $0.condition == nil
        }
        guard !rows.isEmpty else { return }
        let row = pick(rows)
        let target = pick(row.targets)
        if chance(20) { lives[index].profile.attributes.merge(attributes()) { _, new in new } }
        let change = StateChange(
            resource: life.reference, from: life.state, trigger: row.trigger, to: target)
        tell(
            .move(change, at: life.version, lives[index].profile), lives[index],
            EventType(row.trigger), trigger: row.trigger, from: life.state, to: target)
        lives[index].version += 1
        lives[index].state = target
    }

    private mutating func revise(_ index: Int) {
        let life = lives[index]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: lives[index].profile.name = "renamed-\(life.version)"
        case 1: lives[index].profile.owner = profile().owner
        default: lives[index].profile.attributes.merge(attributes()) { _, new in new }
        }
        tell(
            .revise(kind: life.kind, id: life.id, at: life.version, lives[index].profile),
            lives[index], "Update", from: life.state, to: life.state)
        lives[index].version += 1
    }

    private mutating func remove(_ index: Int) -> Bool {
        let life = lives[index]
        let described = life.machine.description(of: life.state)
        guard described?.role == .final || described?.isRemovable == true else { return false }
        tell(
            .remove(kind: life.kind, id: life.id, at: life.version), life, "Remove",
            from: life.state, to: nil)
        lives[index].isGone = true
        return true
    }

    private mutating func act(_ index: Int) {
        let life = lives[index]
        let machine = lives.filter { $0.kind == "VirtualMachine" && !$0.isGone }
        var attributes: [String: JSONValue] = chance(50) ? [:] : ["size": .integer(Int64(next))]
        if let machine = machine.first, ["SecurityGroup", "BackupOffering"].contains(life.kind) {
            attributes["virtualmachineid"] = .string(machine.id)
        }
        let event = CloudEvent.action(
            pick(life.actions), chance(80) ? .succeeded : .failed, on: life.reference,
            by: .init(user: "user-1", account: "account-1"), owner: life.profile.owner,
            domainPath: life.profile.domainPath, zone: life.profile.zone, attributes: attributes,
            time: shown())
        commits.append(Commit(events: [event]))
    }

    /// Time of a machine that is taken back or added afterwards.
    private mutating func correct(_ index: Int) {
        let life = lives[index]
        guard let owner = life.profile.owner else { return }
        // Two corrections may begin at the same instant, also of the same resource.
        let ago = Duration.seconds(-Int64.random(in: 1...200_000, using: &random))
        let from = chance(40) ? lastCorrection : clock.advanced(by: ago)
        lastCorrection = from
        let to = from.advanced(
            by: .nanoseconds(Int64.random(in: 1...9_000_000_000_000, using: &random)))
        let event = CloudEvent(
            category: .usage, type: "USAGE.CORRECTION", resource: life.reference, owner: owner,
            domainPath: life.profile.domainPath, zone: life.profile.zone, time: shown(),
            attributes: [
                "meter": "RUNNING_VM", "subject": "", "from": .string(from.text()),
                "to": .string(to.text()), "weight": .integer(chance(70) ? -1 : 1),
                "terms": [
                    "account": .string(owner.account), "domain": "domain-1", "zone": "zone-1",
                    "attributes": ["memory": 2_048],
                ],
            ])
        commits.append(Commit(events: [event]))
    }

    private mutating func measure(_ index: Int) {
        let life = lives[index]
        guard let owner = life.profile.owner else { return }
        let meter = pick([
            "NETWORK_BYTES_SENT", "NETWORK_BYTES_RECEIVED", "VM_DISK_IO_READ", "GPUS", "MAILS",
            "BUILD",
        ])
        var attributes: [String: JSONValue] = ["meter": .string(meter)]
        switch meter {
        case "GPUS": attributes["value"] = .integer(Int64.random(in: 0...3, using: &random))
        case "MAILS":
            attributes["value"] = .string("reader-\(Int.random(in: 1...5, using: &random))")
        default:
            attributes[chance(50) ? "value" : "reading"] = .integer(
                Int64.random(in: 0...5_000_000_000, using: &random))
        }
        let event = CloudEvent.usage(
            "USAGE.MEASURED", of: life.reference, owner: owner,
            domainPath: life.profile.domainPath, zone: life.profile.zone, attributes: attributes,
            time: shown())
        commits.append(Commit(events: [event]))
    }
}

extension RandomCloud {
    /// Meters of others that are told of, with how they count.
    static let meters: [String: RegisteredMeter.Kind] = [
        "GPUS": .gauge, "MAILS": .unique, "BUILD": .duration,
    ]

    static func registerMeters(on stage: PluginStage) async throws {
        for (name, kind) in meters {
            _ = try await stage.ask(
                "registerUsageMeter", ["name": name, "kind": kind.rawValue, "unit": "one"])
        }
    }

    /// A book with everything that can stand in one.
    var book: String {
        """
        {"name":"random","currency":"EUR","timezone":"\(timeZone)","rows":[
          {"id":"run","meter":"RUNNING_VM","per":"hour","price":"0.0513"},
          {"id":"memory","meter":"RUNNING_VM","per":"second","times":"memory","divisor":1024,"price":"0.0000031"},
          {"id":"kept","meter":"ALLOCATED_VM","per":"month","price":"1.99","when":{"serviceofferingid":"offering-1"}},
          {"id":"disk","meter":"VOLUME","per":"month","times":"size","divisor":1073741824,"price":"0.099",
           "to":"2026-03-28T06:00:00Z"},
          {"id":"disk2","meter":"VOLUME","per":"month","times":"size","divisor":1073741824,"price":"0.12",
           "from":"2026-03-28T06:00:00Z"},
          {"id":"hours","meter":"NETWORK","per":"hour","tiers":[{"upto":"7.5","price":"0"},{"price":"0.01"}]},
          {"id":"sent","meter":"NETWORK_BYTES_SENT","per":"unit","divisor":1073741824,
           "tiers":[{"upto":"3","price":"0"},{"upto":"9.25","price":"0.08"},{"price":"0.05"}]},
          {"id":"gpu","meter":"GPUS","per":"hour","times":"value","price":"0.31"},
          {"id":"mails","meter":"MAILS","per":"unit","price":"0.000003"},
          {"id":"zone","meter":"SNAPSHOT","per":"hour","times":"size","divisor":1073741824,"price":"0.0001",
           "when":{"zone":"zone-1"}}],
         "discounts":[{"percent":"7.25","account":"account-2"},{"percent":"50","meter":"VOLUME",
           "from":"2026-10-24T00:00:00Z","to":"2026-10-26T00:00:00Z"}]}
        """
    }
}
