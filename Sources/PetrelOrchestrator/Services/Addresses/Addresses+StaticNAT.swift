internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// An address that leads to one machine. It is no rule: a pair of marks, on the address and on the machine.
extension Addresses {
    var enable: APICommand {
        cloud.acting(
            away: "enableStaticNat", "Leads an address to one machine.", "STATICNAT.ENABLE",
            Self.presentation, id: "ipaddressid", inSteps: true,
            [
                .id("virtualmachineid", of: VirtualMachine.kind, required: true, "The machine."),
                .id("networkid", of: Network.kind, "The network in which the machine has a card."),
                .string("vmguestip", "The machine's address."),
            ], lane: .named(by: "virtualmachineid")
        ) { address, call, errand in
            let machine = try await cloud.found(
                VirtualMachines.presentation, call, "virtualmachineid")
            guard address.state == PublicIPAddress.State.allocated.rawValue else {
                throw APIError.unavailable("\(address.name) is \(address.state)")
            }
            guard !address.flag("isstaticnat") || address.text("virtualmachineid") == machine.id
            else { throw APIError.inUse("\(address.name) leads to another machine") }
            guard address.profile.owner?.account == machine.profile.owner?.account else {
                throw APIError.invalid("\(address.name) and \(machine.name) have different owners")
            }
            try await lead(address, to: machine, try await inside(machine, call), errand)
        }
    }

    /// Which of the machine's addresses is meant.
    private func inside(_ machine: Resource, _ call: APICall) async throws -> String? {
        let cards = try await cloud.everything(Nic.self) { $0.parent = machine.id }
        let network = call.idIfGiven("networkid")
        let fitting = cards.filter { network == nil || $0.text("networkid") == network }
        guard let card = fitting.first(where: { $0.flag("isdefault") }) ?? fitting.first else {
            throw APIError.invalid("\(machine.name) has no network card there")
        }
        guard let wanted = call.string("vmguestip") else { return card.text("ipaddress") }
        guard fitting.contains(where: { NetworkCards.addresses(of: $0).contains(wanted) }) else {
            throw APIError.invalid("\(machine.name) has no address \(wanted)")
        }
        return wanted
    }

    private func lead(
        _ address: Resource, to machine: Resource, _ inside: String?, _ errand: Errand
    ) async throws {
        try await cloud.revise(address, for: errand) { profile in
            profile.attributes["isstaticnat"] = true
            profile.attributes["virtualmachineid"] = .string(machine.id)
            profile.attributes["virtualmachinename"] = .string(machine.name)
            profile.attributes["virtualmachinetype"] = "User"
            profile.attributes["virtualmachinedisplayname"] =
                machine.profile.attributes["displayname"]
            profile.attributes["vmipaddress"] = inside.map(JSONValue.string)
        }
        try await cloud.revise(machine, for: errand) { profile in
            profile.attributes["publicip"] = .string(address.name)
            profile.attributes["publicipid"] = .string(address.id)
        }
    }

    var disable: APICommand {
        cloud.ending(
            "disableStaticNat", "Ends static NAT of an address.", "STATICNAT.DISABLE",
            Self.presentation, id: "ipaddressid"
        ) { address, _, errand in
            guard address.flag("isstaticnat") else {
                throw APIError.invalid("\(address.name) has no static NAT")
            }
            try await stopLeading(address, errand)
        }
    }

    /// For an address that is given back, or a machine that goes: told as an action of its own.
    func disableStaticNAT(of address: Resource, _ errand: Errand) async throws {
        guard address.flag("isstaticnat") else { return }
        try await cloud.act(
            Action("STATICNAT.DISABLE", on: address), for: errand, inSteps: true
        ) { try await stopLeading(address, $0) }
    }

    func disableStaticNAT(to machine: Resource, _ errand: Errand) async throws {
        guard let id = machine.text("publicipid"),
            let address = try await cloud.resource(PublicIPAddress.self, id),
            address.text("virtualmachineid") == machine.id
        else { return }
        try await disableStaticNAT(of: address, errand)
    }

    private func stopLeading(_ address: Resource, _ errand: Errand) async throws {
        try await cloud.revise(address, for: errand, Self.forgetMachine)
        guard let id = address.text("virtualmachineid"),
            let machine = try await cloud.resource(VirtualMachine.self, id),
            machine.text("publicipid") == address.id
        else { return }
        try await cloud.revise(machine, for: errand) { profile in
            for name in ["publicip", "publicipid"] { profile.attributes[name] = nil }
        }
    }

    @Sendable static func forgetMachine(of profile: inout Resource.Profile) {
        profile.attributes["isstaticnat"] = false
        for name in [
            "virtualmachineid", "virtualmachinename", "virtualmachinetype",
            "virtualmachinedisplayname", "vmipaddress",
        ] { profile.attributes[name] = nil }
    }
}
