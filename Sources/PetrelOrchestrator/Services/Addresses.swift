internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Public addresses: free in their zone until an account takes them.
struct Addresses: Service {
    let cloud: Cloud

    static let fields: [APIField] =
        .texts(
            "id", "ipaddress", "virtualmachineid", "virtualmachinetype", "vmipaddress",
            "virtualmachinename", "virtualmachinedisplayname", "associatednetworkid",
            "associatednetworkname", "networkid", "networkname", "state", "physicalnetworkid",
            "purpose", "vlanid", "vlanname", "vpcid")
        + .ownership + .zone
        + .flags(
            "issourcenat", "forvirtualnetwork", "isstaticnat", "issystem", "isportable",
            "fordisplay", "hasrules", "hasannotations") + .dates("allocated") + .tags
    static let presentation = Presentation(PublicIPAddress.self, "publicipaddress", .owned, fields)
    /// Under another name where one is taken.
    private static let taken = Presentation(PublicIPAddress.self, "ipaddress", .owned, fields)

    var commands: [APICommand] {
        [
            cloud.listing(
                "listPublicIpAddresses", "Lists public addresses.", Self.presentation,
                [
                    .string("ipaddress", "Only this one."),
                    .id("zoneid", of: Zone.kind, "Its zone."),
                    .boolean("allocatedonly", "Only those that are taken; true."),
                    .string("state", "Only those in this state."),
                    .id("associatednetworkid", of: Network.kind, "Only those of this network."),
                    .id("networkid", of: Network.kind, "Taken for compatibility."),
                    .boolean("issourcenat", "Only those that are, or are not, source NAT."),
                    .boolean("isstaticnat", "Only those that are, or are not, static NAT."),
                    .boolean("forvirtualnetwork", "Taken for compatibility."),
                    .id("vpcid", of: VPC.kind, "Only those of this VPC."),
                ],
                filters: [
                    "ipaddress": .name, "state": .state, "vpcid": .attribute("vpcid"),
                    "associatednetworkid": .attribute("associatednetworkid"),
                    "issourcenat": .flag("issourcenat"), "isstaticnat": .flag("isstaticnat"),
                ]
            ) { call, address in
                address.state != "Free" || call.boolean("allocatedonly") == false
            },
            associate, disassociate, enable, disable,
        ]
    }

    private var associate: APICommand {
        APICommand(
            "associateIpAddress", "Takes a public address.", .creating("NET.IPASSIGN"),
            roles: .everyone,
            parameters: [
                .id("networkid", of: Network.kind, "The network it is for."),
                .id("zoneid", of: Zone.kind, "Its zone."), .string("ipaddress", "This one."),
                .string("account", "For whom."), .id("domainid", of: Domain.kind, "Its domain."),
                .id("vpcid", of: VPC.kind, "Taken for compatibility."),
                .id("projectid", of: Project.kind, "Projects are not served here."),
                .boolean("fordisplay", roles: .admin, "Whether its owner is shown it."),
                .boolean("isportable", "Taken for compatibility."),
            ], response: .object("ipaddress", Self.fields)
        ) { call in
            let owner = try await cloud.owner(for: call)
            try await Limits(cloud: cloud).check(.addresses, for: owner)
            let network = try await network(call)
            guard let zone = network?.profile.zone ?? call.idIfGiven("zoneid") else {
                throw APIError.missing("networkid", in: call.command)
            }
            _ = try await cloud.find(Zone.self, zone, .everyone, for: call.caller)
            let address = try await take(call.string("ipaddress"), zone, network, owner, call)
            let order = JobOrder(Action("NET.IPASSIGN", on: address), by: call)
            let answer = try await cloud.submit(order) { errand in
                let taken = try await cloud.move(
                    address, PublicIPAddress.self, .associationSucceeded, for: errand)
                return try await Self.taken.result(taken, in: cloud)
            }
            guard case .job(let job, _) = answer else { return answer }
            return .job(job, id: address.id)
        }
    }

    private func network(_ call: APICall) async throws -> Resource? {
        guard let id = call.idIfGiven("networkid") else { return nil }
        return try await cloud.find(Network.self, id, Networks.visibility, for: call.caller)
    }

    /// The first free one that nobody else takes in the same moment.
    private func take(
        _ wanted: String?, _ zone: String, _ network: Resource?, _ owner: Ownership, _ call: APICall
    ) async throws -> Resource {
        let free = try await cloud.everything(PublicIPAddress.self, in: [.free]) {
            $0.zone = zone
            $0.name = wanted
        }
        for address in free {
            do {
                return try await cloud.move(
                    address, PublicIPAddress.self, .assignRequested, for: Errand(call.caller)
                ) { profile in
                    profile.owner = owner.owner
                    profile.domainPath = owner.domainPath
                    profile.attributes["allocated"] = .date(.now)
                    profile.attributes["associatednetworkid"] = network.map { .string($0.id) }
                    profile.attributes["associatednetworkname"] = network.map { .string($0.name) }
                }
            } catch {
                // Somebody else was faster; the next one is as good.
                continue
            }
        }
        throw APIError.noCapacity(
            wanted.map { "address \($0) is not free" } ?? "the zone has no free public address")
    }

    private var disassociate: APICommand {
        cloud.ending(
            "disassociateIpAddress", "Gives a public address back.", "NET.IPRELEASE",
            Self.presentation
        ) { address, _, errand in
            try await release(address, errand)
        }
    }

    func release(_ address: Resource, _ errand: Errand) async throws {
        guard !address.flag("isstaticnat") else {
            throw APIError.inUse("\(address.name) is in use by static NAT: disable that first")
        }
        let releasing = try await cloud.move(
            address, PublicIPAddress.self, .disassociateRequested, for: errand)
        try await cloud.move(
            releasing, PublicIPAddress.self, .releaseSucceeded, for: errand
        ) { profile in
            profile.owner = nil
            profile.domainPath = nil
            for name in ["allocated", "associatednetworkid", "associatednetworkname", "tags"] {
                profile.attributes[name] = nil
            }
        }
    }

    private var enable: APICommand {
        cloud.acting(
            away: "enableStaticNat", "Leads an address to one machine.", "STATICNAT.ENABLE",
            Self.presentation, id: "ipaddressid",
            [
                .id("virtualmachineid", of: VirtualMachine.kind, required: true, "The machine."),
                .id("networkid", of: Network.kind, "Taken for compatibility."),
                .string("vmguestip", "The machine's address."),
            ]
        ) { address, call, errand in
            let machine = try await cloud.found(
                VirtualMachines.presentation, call, "virtualmachineid")
            guard address.state == "Allocated", !address.flag("isstaticnat") else {
                throw APIError.inUse("\(address.name) is not free for static NAT")
            }
            let cards = try await cloud.everything(Nic.self) { $0.parent = machine.id }
            let inside = call.string("vmguestip") ?? cards.first?.text("ipaddress")
            try await cloud.revise(address, for: errand) { profile in
                profile.attributes["isstaticnat"] = true
                profile.attributes["virtualmachineid"] = .string(machine.id)
                profile.attributes["virtualmachinename"] = .string(machine.name)
                profile.attributes["virtualmachinedisplayname"] =
                    machine.profile.attributes["displayname"]
                profile.attributes["vmipaddress"] = inside.map(JSONValue.string)
            }
        }
    }

    private var disable: APICommand {
        cloud.ending(
            "disableStaticNat", "Ends static NAT of an address.", "STATICNAT.DISABLE",
            Self.presentation, id: "ipaddressid"
        ) { address, _, errand in
            guard address.flag("isstaticnat") else {
                throw APIError.invalid("\(address.name) has no static NAT")
            }
            try await cloud.revise(address, for: errand) { profile in
                profile.attributes["isstaticnat"] = false
                for name in [
                    "virtualmachineid", "virtualmachinename", "virtualmachinedisplayname",
                    "vmipaddress",
                ] { profile.attributes[name] = nil }
            }
        }
    }
}
