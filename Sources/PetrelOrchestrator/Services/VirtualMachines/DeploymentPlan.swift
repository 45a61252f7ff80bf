internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Everything that is made when a machine is ordered.
struct DeploymentPlan: Sendable {
    let id: String
    let machine: Resource.Profile
    let root: Resource.Profile
    let data: Resource.Profile?
    let cards: [Resource.Profile]

    var reference: ResourceReference { ResourceReference(.virtualMachine, id) }

    func changes(_ errand: Errand) -> [Change] {
        var changes = [
            Change.creation(of: VirtualMachine.self, id: id, in: .stopped, machine, for: errand)
        ]
        for volume in [root, data].compactMap(\.self) {
            changes.append(
                .creation(
                    of: Volume.self, id: EventID.next().description, in: .allocated, volume,
                    for: errand))
        }
        for card in cards {
            changes.append(
                .creation(
                    of: Nic.self, id: EventID.next().description, in: .allocated, card,
                    for: errand))
        }
        return changes
    }
}

extension VirtualMachines {
    /// What the call asks for, checked.
    func plan(_ call: APICall) async throws -> DeploymentPlan {
        let caller = call.caller
        let owner = try await cloud.owner(for: call)
        let zone = try await cloud.find(Zone.self, call.id("zoneid"), .everyone, for: caller)
        guard zone.state == Zone.State.enabled.rawValue || caller.role == .admin else {
            throw APIError.forbidden("zone \(zone.name) takes no new machines: choose another")
        }
        let template = try await cloud.find(
            Template.self, call.id("templateid"), .shared, for: caller)
        guard template.state == Template.State.active.rawValue else {
            throw APIError.unavailable("template \(template.name) is not ready")
        }
        let offering = try await cloud.find(
            ServiceOffering.self, call.id("serviceofferingid"), .everyone, for: caller)
        guard offering.state == ServiceOffering.State.active.rawValue else {
            throw APIError.invalid("offering \(offering.name) is not given any more")
        }
        let limits = Limits(cloud: cloud)
        try await limits.check(.machines, for: owner)
        let id = EventID.next().description
        let name = try Self.checkedName(call.string("name")) ?? "VM-\(id)"
        var machine = owner.profile(
            name, zone: zone.id,
            try attributes(call, id, name, zone, template, offering))
        let root = owner.profile(
            "ROOT-\(id.suffix(12))", zone: zone.id, parent: id,
            rootAttributes(call, id, name, zone, template, offering))
        let cards = try await cards(call, id, name, zone, owner)
        machine.attributes["networkid"] = cards.first?.attributes["networkid"]
        let data = try await dataDisk(call, id, name, zone, owner)
        return DeploymentPlan(id: id, machine: machine, root: root, data: data, cards: cards)
    }

    static func checkedName(_ name: String?) throws -> String? {
        guard let name else { return nil }
        let isGood =
            name.utf8.count <= 63 && name.first != "-" && name.last != "-"
            && name.utf8.allSatisfy {
                $0 == UInt8(ascii: "-") || (48...57).contains($0) || (65...90).contains($0)
                    || (97...122).contains($0)
            }
        guard isGood else {
            throw APIError.invalid(
                "\"\(name)\" is no host name: use up to 63 letters, digits and hyphens")
        }
        return name
    }

    private func attributes(
        _ call: APICall, _ id: String, _ name: String, _ zone: Resource, _ template: Resource,
        _ offering: Resource
    ) throws -> [String: JSONValue] {
        var attributes: [String: JSONValue] = [
            "displayname": .string(call.string("displayname") ?? name),
            "userid": .string(call.caller.user), "username": .string(call.caller.username),
            "zonename": .string(zone.name), "templateid": .string(template.id),
            "templatename": .string(template.name),
            "templatedisplaytext": .string(template.text("displaytext") ?? template.name),
            "templateformat": template.profile.attributes["format"] ?? .null,
            "serviceofferingid": .string(offering.id),
            "serviceofferingname": .string(offering.name),
            "hypervisor": .string(template.text("hypervisor") ?? "Simulator"),
            "guestosid": template.profile.attributes["ostypeid"] ?? .null,
            "ostypeid": template.profile.attributes["ostypeid"] ?? .null,
            "osdisplayname": template.profile.attributes["ostypename"] ?? .null,
            "passwordenabled": .bool(template.flag("passwordenabled")),
            "haenable": .bool(offering.flag("offerha")), "rootdeviceid": 0,
            "rootdevicetype": "ROOT", "instancename": .string("i-\(id.suffix(12))-VM"),
            "displayvm": .bool(call.boolean("displayvm") ?? true),
            "isdynamicallyscalable": .bool(call.boolean("dynamicscalingenabled") ?? false),
            "securitygroup": [], "affinitygroup": [], "vmtype": "User", "arch": "x86_64",
            "deleteprotection": false,
            "details": .object(call.map("details").mapValues { .string($0) }),
        ]
        for name in ["cpunumber", "cpuspeed", "memory"] {
            attributes[name] = offering.profile.attributes[name]
        }
        let keys = [call.string("keypair")].compactMap(\.self) + call.list("keypairs")
        if let first = keys.first {
            attributes["keypair"] = .string(first)
            attributes["keypairs"] = .string(keys.joined(separator: ","))
        }
        attributes["group"] = call.string("group").map(JSONValue.string)
        attributes["userdata"] = call.string("userdata").map(JSONValue.string)
        return attributes
    }

    private func rootAttributes(
        _ call: APICall, _ id: String, _ name: String, _ zone: Resource, _ template: Resource,
        _ offering: Resource
    ) -> [String: JSONValue] {
        let size = call.integer("rootdisksize").map { $0 << 30 } ?? template.int("size") ?? 8 << 30
        return [
            "type": "ROOT", "size": .integer(Int64(size)), "deviceid": 0,
            "virtualmachineid": .string(id), "zonename": .string(zone.name),
            "templateid": .string(template.id), "templatename": .string(template.name),
            "templatedisplaytext": .string(template.text("displaytext") ?? template.name),
            "serviceofferingid": .string(offering.id),
            "serviceofferingname": .string(offering.name), "storagetype": "shared",
            "provisioningtype": "thin", "isextractable": true, "displayvolume": true,
            "destroyed": false, "hypervisor": template.profile.attributes["hypervisor"] ?? .null,
        ]
    }

    private func dataDisk(
        _ call: APICall, _ id: String, _ name: String, _ zone: Resource, _ owner: Ownership
    ) async throws -> Resource.Profile? {
        guard call.string("diskofferingid") != nil else { return nil }
        let volumes = Volumes(cloud: cloud)
        var profile = try await volumes.profile(call, named: "DATA-\(id.suffix(12))", owner, zone)
        profile.parent = id
        profile.attributes["virtualmachineid"] = .string(id)
        profile.attributes["deviceid"] = 1
        return profile
    }

    private func cards(
        _ call: APICall, _ id: String, _ name: String, _ zone: Resource, _ owner: Ownership
    ) async throws -> [Resource.Profile] {
        let networks = try await chosenNetworks(call, zone, owner)
        let listed = call.maps("iptonetworklist")
        return networks.enumerated().map { index, network in
            var wanted = listed.first { $0["networkid"]?.lowercased() == network.id }?["ip"]
            if index == 0 { wanted = wanted ?? call.string("ipaddress") }
            var card = NetworkCards.profile(
                in: network, machine: id, owner, isDefault: index == 0, device: index,
                wanted: wanted)
            if index == 0 { card.take(texts: ["macaddress"], from: call) }
            return card
        }
    }

    private func chosenNetworks(
        _ call: APICall, _ zone: Resource, _ owner: Ownership
    ) async throws -> [Resource] {
        var ids = call.ids("networkids")
        ids += call.maps("iptonetworklist").compactMap { $0["networkid"]?.lowercased() }
        guard !ids.isEmpty else {
            return try await Networks(cloud: cloud).usable(by: owner, in: zone.id)
        }
        var networks: [Resource] = []
        for id in ids where !networks.contains(where: { $0.id == id }) {
            let network = try await cloud.find(
                Network.self, id, Networks.visibility, for: call.caller)
            guard network.profile.zone == zone.id else {
                throw APIError.invalid("network \(network.name) is in another zone")
            }
            networks.append(network)
        }
        return networks
    }
}
