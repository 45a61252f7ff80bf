internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// A machine's cards. Each has its address for as long as it exists; the reservation of the network's
/// services comes and goes with the machine's power.
struct NetworkCards: Service {
    let cloud: Cloud

    static let fields: [APIField] =
        .texts(
            "id", "networkid", "networkname", "netmask", "gateway", "ipaddress", "traffictype",
            "type", "macaddress", "deviceid", "virtualmachineid", "broadcasturi", "isolationuri")
        + .flags("isdefault", "enabled") + [
            APIField("secondaryip", .list, fields: .texts("id", "ipaddress"))
        ] + absent
    /// What cards may have elsewhere.
    private static let absent: [APIField] =
        .texts(
            "ip6gateway", "ip6cidr", "ip6address", "nsxlogicalswitch", "nsxlogicalswitchport",
            "isolatedpvlantype", "adaptertype", "vpcid", "vpcname", "publicip", "publicipid",
            "nicdnsname")
        + .integers("vlanid", "isolatedpvlan", "mtu") + .lists("extradhcpoption", "ipaddresses")
    static let presentation = Presentation(Nic.self, "nic", .owned, fields)

    var commands: [APICommand] {
        [
            cloud.listing(
                "listNics", "Lists the network cards of a machine.", Self.presentation,
                [
                    .id(
                        "virtualmachineid", of: VirtualMachine.kind, required: true,
                        "Whose cards."),
                    .id("nicid", of: Nic.kind, "Only this one."),
                    .id("networkid", of: Network.kind, "Only those in this network."),
                    .boolean("fordisplay", "Taken for compatibility."),
                ],
                filters: [
                    "virtualmachineid": .parent, "networkid": .attribute("networkid"),
                ]
            ) { call, listing in
                // Who sees the machine sees its cards, whosever they are.
                let scope = EventScope(call.caller).owned
                if call.string("account") == nil, call.string("domainid") == nil {
                    listing.narrow { scope.narrow(&$0) }
                }
                if let id = call.idIfGiven("nicid") { listing.narrow { $0.ids = [id] } }
            },
            add, remove, makeDefault, addAddress, removeAddress,
        ]
    }

    private var add: APICommand {
        cloud.changing(
            "addNicToVirtualMachine", "Adds a network card to a machine.", "NIC.CREATE",
            VirtualMachines.presentation, id: "virtualmachineid",
            [
                .id("networkid", of: Network.kind, required: true, "The network."),
                .string("ipaddress", "Its address; the next free one."),
                .string("macaddress", "Its hardware address; made up if not given."),
            ]
        ) { machine, call, errand in
            let network = try await cloud.find(
                Network.self, call.id("networkid"), Networks.visibility, for: call.caller)
            let cards = try await cloud.everything(Nic.self) { $0.parent = machine.id }
            guard !cards.contains(where: { $0.text("networkid") == network.id }) else {
                throw APIError.invalid("\(machine.name) has a card in \(network.name) already")
            }
            var profile = Self.profile(
                in: network, machine: machine.id, Ownership(of: machine), isDefault: cards.isEmpty,
                device: cards.count, wanted: call.string("ipaddress"))
            profile.take(texts: ["macaddress"], from: call)
            let made = try await cloud.write([
                .creation(
                    of: Nic.self, id: EventID.next().description, in: .allocated, profile,
                    for: errand)
            ])
            if machine.state == "Running" { try await reserve(made[0], errand) }
            return machine
        }
    }

    private var remove: APICommand {
        cloud.changing(
            "removeNicFromVirtualMachine", "Takes a network card from a machine.", "NIC.DELETE",
            VirtualMachines.presentation, id: "virtualmachineid",
            [.id("nicid", of: Nic.kind, required: true, "The card.")]
        ) { machine, call, errand in
            let id = try call.id("nicid")
            let cards = try await cloud.everything(Nic.self) { $0.parent = machine.id }
            guard let card = cards.first(where: { $0.id == id }) else {
                throw APIError.notFound(Nic.kind, id)
            }
            guard !card.flag("isdefault") else {
                throw APIError.invalid("the default card cannot be removed")
            }
            try await remove(card, errand)
            return machine
        }
    }

    private var makeDefault: APICommand {
        cloud.changing(
            "updateDefaultNicForVirtualMachine", "Makes another card the default one.",
            "NIC.UPDATE", VirtualMachines.presentation, id: "virtualmachineid",
            [.id("nicid", of: Nic.kind, required: true, "The card.")]
        ) { machine, call, errand in
            let id = try call.id("nicid")
            let cards = try await cloud.everything(Nic.self) { $0.parent = machine.id }
            guard cards.contains(where: { $0.id == id }) else {
                throw APIError.notFound(Nic.kind, id)
            }
            try await cloud.write(
                cards.filter { $0.flag("isdefault") != ($0.id == id) }.map { card in
                    var profile = card.profile
                    profile.attributes["isdefault"] = .bool(card.id == id)
                    return .revision(of: card, profile, for: errand)
                })
            return machine
        }
    }

    static func profile(
        in network: Resource, machine: String, _ owner: Ownership, isDefault: Bool, device: Int,
        wanted: String?
    ) -> Resource.Profile {
        var attributes: [String: JSONValue] = [
            "networkid": .string(network.id), "networkname": .string(network.name),
            "virtualmachineid": .string(machine), "isdefault": .bool(isDefault), "enabled": true,
            "deviceid": .string("\(device)"), "traffictype": "Guest",
            "type": network.profile.attributes["type"] ?? "Isolated",
            "macaddress": .string(macAddress(machine, device)), "secondaryip": [],
        ]
        attributes["gateway"] = network.profile.attributes["gateway"]
        attributes["netmask"] = network.profile.attributes["netmask"]
        attributes["networkofferingid"] = network.profile.attributes["networkofferingid"]
        attributes["wantedaddress"] = wanted.map(JSONValue.string)
        return owner.profile(nil, zone: network.profile.zone, parent: machine, attributes)
    }

    /// From the machine's id, whose last digits are random.
    private static func macAddress(_ machine: String, _ device: Int) -> String {
        let digits = Array(machine.filter { $0 != "-" }.suffix(8))
        let pairs = stride(from: 0, to: digits.count, by: 2).map { String(digits[$0...($0 + 1)]) }
        return (["02"] + pairs + [device < 16 ? "0\(device)" : "\(device)"]).joined(separator: ":")
    }

    func reserve(of machine: String, _ errand: Errand) async throws {
        for card in try await cloud.everything(Nic.self, in: [.allocated], { $0.parent = machine })
        {
            try await reserve(card, errand)
        }
    }

    private func reserve(_ card: Resource, _ errand: Errand) async throws {
        let reserving = try await cloud.move(card, Nic.self, .reservationRequested, for: errand)
        do {
            let address = try await address(of: card, errand)
            try await cloud.move(reserving, Nic.self, .operationCompleted, for: errand) {
                $0.attributes["ipaddress"] = .string(address)
            }
        } catch {
            try await cloud.move(reserving, Nic.self, .operationFailed, for: errand)
            throw error
        }
    }

    /// All that the card has.
    static func addresses(of card: Resource) -> [String] {
        let more = card.profile.attributes["secondaryip"]?.array ?? []
        return [card.text("ipaddress")].compactMap(\.self)
            + more.compactMap { $0["ipaddress"]?.string }
    }

    private func address(of card: Resource, _ errand: Errand) async throws -> String {
        if let address = card.text("ipaddress") { return address }
        guard let id = card.text("networkid"),
            let network = try await cloud.resource(Network.self, id)
        else { throw APIError.notFound(Network.kind, card.text("networkid") ?? "") }
        try await Networks(cloud: cloud).implement(network, errand)
        let wanted = card.text("wantedaddress")
        let free = cloud.leases.lease(
            in: id, cidr: network.text("cidr") ?? "", wanted: wanted)
        guard let free else {
            throw APIError.noCapacity(
                wanted.map { "address \($0) cannot be had in network \(network.name)" }
                    ?? "network \(network.name) has no free address")
        }
        return free
    }

    func release(of machine: String, _ errand: Errand) async throws {
        for card in try await cloud.everything(Nic.self, in: [.reserved], { $0.parent = machine }) {
            let releasing = try await cloud.move(card, Nic.self, .releaseRequested, for: errand)
            try await cloud.move(releasing, Nic.self, .operationCompleted, for: errand)
        }
    }

    func remove(of machine: String, _ errand: Errand) async throws {
        for card in try await cloud.everything(Nic.self, { $0.parent = machine }) {
            try await remove(card, errand)
        }
    }

    private func remove(_ card: Resource, _ errand: Errand) async throws {
        var card = card
        if card.state == Nic.State.reserved.rawValue {
            card = try await cloud.move(card, Nic.self, .releaseRequested, for: errand)
            card = try await cloud.move(card, Nic.self, .operationCompleted, for: errand)
        }
        try await cloud.remove(card, for: errand)
        for address in Self.addresses(of: card) {
            cloud.leases.release(address, in: card.text("networkid") ?? "")
        }
    }
}
