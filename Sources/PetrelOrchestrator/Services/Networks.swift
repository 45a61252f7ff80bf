internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Networks that machines are in.
struct Networks: Service {
    let cloud: Cloud
    /// Shared networks say that they are public.
    static let visibility = Visibility.shared

    static let presentation = Presentation(
        Network.self, "network", visibility,
        .texts(
            "id", "name", "displaytext", "broadcastdomaintype", "traffictype", "gateway", "netmask",
            "cidr", "networkofferingid", "networkofferingname", "networkofferingdisplaytext",
            "networkofferingavailability", "state", "related", "dns1", "dns2", "type", "vlan",
            "acltype", "networkdomain", "physicalnetworkid", "broadcasturi")
            + .ownership + .zone
            + .flags(
                "issystem", "subdomainaccess", "isdefault", "restartrequired", "specifyvlan",
                "specifyipranges", "canusefordeploy", "ispersistent", "displaynetwork",
                "strechedl2subnet", "redundantrouter", "networkofferingconservemode",
                "hasannotations") + .dates("created")
            + [APIField("service", .list, fields: .texts("name"))] + .tags + absent)

    /// What networks may have elsewhere.
    private static let absent: [APIField] =
        .texts(
            "networkcidr", "reservediprange", "asnumberid", "projectid", "project", "vpcid",
            "vpcname", "tungstenvirtualrouteruuid", "ip6gateway", "ip6cidr", "aclid", "aclname",
            "externalid", "internetprotocol", "ip6routing", "ip6dns1", "ip6dns2", "ip4routing",
            "dnszone", "dnssubdomain", "associatednetworkid", "associatednetwork")
        + .longs("asnumber", "receivedbytes", "sentbytes") + .integers("publicmtu", "privatemtu")
        + .flags("supportsvmautoscaling", "keepmacaddressonpublicnic", "egressdefaultpolicy")
        + .maps("details")
        + .lists("zonesnetworkspans", "ip6routes", "ip4routes", "bgppeers") + .objects("icon")

    var commands: [APICommand] {
        [
            cloud.listing(
                "listNetworks", "Lists networks.", Self.presentation,
                [
                    .id("zoneid", of: Zone.kind, "Only those in this zone."),
                    .string("type", "Isolated, Shared or L2."),
                    .string("traffictype", "Guest."),
                    .boolean("issystem", "Only those that are, or are not, the system's."),
                    .boolean("canusefordeploy", "Only those machines can be put in."),
                    .id("networkofferingid", of: NetworkOffering.kind, "Only of this offering."),
                    .list("supportedservices", "Taken for compatibility."),
                    .id("physicalnetworkid", of: PhysicalNetwork.kind, "Taken for compatibility."),
                    .boolean("forvpc", "Only those that are, or are not, of a VPC."),
                    .id("vpcid", of: VPC.kind, "Only those of this VPC."),
                    .id("associatednetworkid", of: Network.kind, "Only those built on this one."),
                    .string("networkfilter", "Taken for compatibility."),
                    .string("acltype", "Account or Domain."),
                    .boolean("restartrequired", "Only those that need, or need not, a restart."),
                    .boolean("specifyipranges", "Only those with, or without, ranges."),
                    .boolean("displaynetwork", roles: .admin, "Only those shown, or not."),
                    .string("vlan", roles: .admin, "Only that on this VLAN."),
                ],
                filters: [
                    "type": .attribute("type"), "traffictype": .attribute("traffictype"),
                    "networkofferingid": .attribute("networkofferingid"), "vpcid": .nothing,
                    "forvpc": .nothing, "associatednetworkid": .nothing,
                    "canusefordeploy": .flag("canusefordeploy"), "acltype": .attribute("acltype"),
                    "restartrequired": .flag("restartrequired"), "vlan": .attribute("vlan"),
                    "specifyipranges": .flag("specifyipranges"),
                    "displaynetwork": .flag("displaynetwork"), "issystem": .flag("issystem"),
                ]),
            create, update, delete, restart,
        ]
    }

    private var create: APICommand {
        cloud.making(
            "createNetwork", "Makes a network.", "NETWORK.CREATE", Self.presentation,
            in: .allocated,
            [
                .string("name", required: true, "Its name."), .string("displaytext", "Its text."),
                .id("networkofferingid", of: NetworkOffering.kind, required: true, "Its offering."),
                .id("zoneid", of: Zone.kind, required: true, "Its zone."),
                .string("gateway", "Its gateway."), .string("netmask", "Its netmask."),
                .string("startip", "Taken for compatibility."),
                .string("endip", "Taken for compatibility."),
                .string("networkdomain", "Its DNS suffix."),
                .string("vlan", roles: .admin, "Its VLAN."),
                .string("acltype", "account or domain."), .string("account", "For whom."),
                .id("domainid", of: Domain.kind, "The account's domain."),
                .id("projectid", of: Project.kind, "Projects are not served here."),
                .id("physicalnetworkid", of: PhysicalNetwork.kind, "Taken for compatibility."),
                .boolean("displaynetwork", roles: .admin, "Whether its owner is shown it."),
                .string("dns1", "Its name server."), .string("dns2", "The second one."),
            ]
        ) { call, id in
            let owner = try await cloud.owner(for: call)
            let zone = try await cloud.find(
                Zone.self, call.id("zoneid"), .everyone, for: call.caller)
            let offering = try await cloud.find(
                NetworkOffering.self, call.id("networkofferingid"), .everyone, for: call.caller)
            return owner.profile(
                try call.required("name"), zone: zone.id,
                try Self.attributes(call, id, zone, offering))
        }
    }

    private static func attributes(
        _ call: APICall, _ id: String, _ zone: Resource, _ offering: Resource
    ) throws -> [String: JSONValue] {
        let gateway = call.string("gateway") ?? "10.1.1.1"
        let netmask = call.string("netmask") ?? "255.255.255.0"
        guard let address = IPv4.number(gateway), let mask = IPv4.number(netmask),
            (~mask &+ 1).nonzeroBitCount == 1
        else { throw APIError.invalid("gateway and netmask must be IPv4: 10.1.1.1, 255.255.255.0") }
        let bits = mask.nonzeroBitCount
        guard (8...30).contains(bits) else {
            throw APIError.invalid("netmask \(netmask) leaves no useful number of addresses")
        }
        let shared = offering.text("guestiptype") == "Shared"
        if shared, call.caller.role != .admin {
            throw APIError.forbidden("only administrators make shared networks")
        }
        return [
            "displaytext": .string(call.string("displaytext") ?? call.string("name") ?? ""),
            "gateway": .string(gateway), "netmask": .string(netmask),
            "cidr": .string("\(IPv4.text(address & mask))/\(bits)"),
            "zonename": .string(zone.name), "networkofferingid": .string(offering.id),
            "networkofferingname": .string(offering.name),
            "networkofferingdisplaytext": offering.profile.attributes["displaytext"] ?? .null,
            "networkofferingavailability": "Optional", "networkofferingconservemode": true,
            "traffictype": "Guest", "broadcastdomaintype": "Vlan", "issystem": false,
            "type": offering.profile.attributes["guestiptype"] ?? "Isolated",
            "acltype": .string(call.string("acltype") ?? (shared ? "Domain" : "Account")),
            "networkdomain": .string(call.string("networkdomain") ?? "cs.petrel.internal"),
            "dns1": call.string("dns1").map { .string($0) } ?? zone.profile.attributes["dns1"]
                ?? .null, "dns2": call.string("dns2").map { .string($0) } ?? .null,
            "related": .string(id),
            "isdefault": false, "restartrequired": false, "specifyvlan": false,
            "specifyipranges": .bool(shared), "canusefordeploy": true, "ispersistent": false,
            "displaynetwork": true, "strechedl2subnet": false, "redundantrouter": false,
            "subdomainaccess": .bool(shared), "ispublic": .bool(shared),
            "vlan": call.string("vlan").map { .string($0) } ?? .null,
            "service": [
                ["name": "Dhcp"], ["name": "Dns"], ["name": "SourceNat"], ["name": "StaticNat"],
            ],
        ]
    }

    private var update: APICommand {
        cloud.changing(
            "updateNetwork", "Changes what is known of a network.", "NETWORK.UPDATE",
            Self.presentation,
            [
                .string("name", "Its name."), .string("displaytext", "Its text."),
                .string("networkdomain", "Its DNS suffix."),
                .string("dns1", "Its name server."), .string("dns2", "The second one."),
                .id("networkofferingid", of: NetworkOffering.kind, "Its offering from then on."),
                .boolean("displaynetwork", roles: .admin, "Whether its owner is shown it."),
            ]
        ) { network, call, errand in
            var offering: Resource?
            if let id = call.idIfGiven("networkofferingid") {
                offering = try await cloud.find(
                    NetworkOffering.self, id, .everyone, for: call.caller)
            }
            return try await cloud.revise(network, for: errand) { [offering] profile in
                if let name = call.string("name") { profile.name = name }
                profile.take(texts: ["displaytext", "networkdomain", "dns1", "dns2"], from: call)
                if let offering {
                    profile.attributes["networkofferingid"] = .string(offering.id)
                    profile.attributes["networkofferingname"] = .string(offering.name)
                    profile.attributes["networkofferingdisplaytext"] =
                        offering.profile.attributes["displaytext"]
                }
                profile.take(flags: ["displaynetwork"], from: call)
            }
        }
    }

    private var delete: APICommand {
        cloud.ending(
            "deleteNetwork", "Deletes a network without machines.", "NETWORK.DELETE",
            Self.presentation, [.boolean("forced", "Taken for compatibility.")]
        ) { network, _, errand in
            try await delete(network, errand)
        }
    }

    /// Where machines go that name no network: the account's own, else what is shared.
    func usable(by owner: Ownership, in zone: String) async throws -> [Resource] {
        let own = try await cloud.first(Network.self) {
            $0.zone = zone
            $0.account = owner.owner.account
        }
        if let own { return [own] }
        let shared = try await cloud.first(Network.self) {
            $0.zone = zone
            $0.attributes["ispublic"] = true
        }
        return [shared].compactMap(\.self)
    }

    func delete(_ network: Resource, _ errand: Errand) async throws {
        var cards = ResourceQuery(kind: Nic.kind)
        cards.zone = network.profile.zone
        cards.attributes["networkid"] = .string(network.id)
        let count = try await cloud.ledger.count(cards)
        guard count == 0 else {
            throw APIError.inUse("\(count) machines are in \(network.name): remove them first")
        }
        try await Addresses(cloud: cloud).releaseAll(of: network, errand)
        var network = network
        if network.state == "Implemented" {
            network = try await cloud.move(network, Network.self, .destroyNetwork, for: errand)
        }
        if network.state == "Shutdown" {
            network = try await cloud.move(network, Network.self, .operationSucceeded, for: errand)
        }
        network = try await cloud.move(network, Network.self, .destroyNetwork, for: errand)
        try await cloud.remove(network, for: errand)
    }

    private var restart: APICommand {
        cloud.ending(
            "restartNetwork", "Sets a network up again.", "NETWORK.RESTART", Self.presentation,
            [.boolean("cleanup", "Taken for compatibility.")]
        ) { network, _, errand in
            try await implement(network, errand)
        }
    }

    /// Sets the network up if it is not. Several machines may ask at once; one of them does it.
    func implement(_ network: Resource, _ errand: Errand) async throws {
        guard network.state == "Allocated" else { return }
        do {
            let implementing = try await cloud.move(
                network, Network.self, .implementNetwork, for: errand)
            try await cloud.move(implementing, Network.self, .operationSucceeded, for: errand)
        } catch {
            let now = try await cloud.current(network)
            guard now.state == "Implementing" || now.state == "Implemented" else { throw error }
        }
    }
}
