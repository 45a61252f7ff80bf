internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// From nobody's to an account's, and back.
extension Addresses {
    var associate: APICommand {
        APICommand(
            "associateIpAddress", "Takes a public address.", .creating("NET.IPASSIGN"),
            roles: .everyone,
            parameters: [
                .id("networkid", of: Network.kind, "The network it is for."),
                .id("zoneid", of: Zone.kind, "Its zone."), .string("ipaddress", "This one."),
                .string("account", "For whom."), .id("domainid", of: Domain.kind, "Its domain."),
                .id("vpcid", of: VPC.kind, "VPCs are not served here."),
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
            return try await associate(address, call)
        }
    }

    private func associate(_ address: Resource, _ call: APICall) async throws -> APIAnswer {
        let order = JobOrder(Action("NET.IPASSIGN", on: address), by: call)
        do {
            let answer = try await cloud.submit(order) { errand in
                let now = try await cloud.current(address)
                guard now.state == PublicIPAddress.State.allocating.rawValue else {
                    return try await Self.taken.result(now, in: cloud)
                }
                let taken = try await cloud.move(
                    now, PublicIPAddress.self, .associationSucceeded, for: errand)
                return try await Self.taken.result(taken, in: cloud)
            }
            guard case .job(let job, _) = answer else { return answer }
            return .job(job, id: address.id)
        } catch {
            // Nobody would work on it any more.
            _ = try? await cloud.move(
                address, PublicIPAddress.self, .capacityOrLimitFailure, for: .system,
                edit: Self.forgetOwner)
            throw error
        }
    }

    private func network(_ call: APICall) async throws -> Resource? {
        guard let id = call.idIfGiven("networkid") else { return nil }
        return try await cloud.find(Network.self, id, Networks.visibility, for: call.caller)
    }

    /// One that the account has reserved, else the first free one that nobody else takes in the same
    /// moment.
    private func take(
        _ wanted: String?, _ zone: String, _ network: Resource?, _ owner: Ownership, _ call: APICall
    ) async throws -> Resource {
        let edit = Self.giving(to: owner, network)
        if let wanted {
            let reserved = try await cloud.first(PublicIPAddress.self, in: [.reserved]) {
                $0.name = wanted
                $0.account = owner.owner.account
            }
            if let reserved {
                return try await cloud.move(
                    reserved, PublicIPAddress.self, .associateToNetwork,
                    for: Errand(call.caller), edit: edit)
            }
        }
        var free = ResourceQuery(kind: PublicIPAddress.kind)
        free.states = [PublicIPAddress.State.free.rawValue]
        free.zone = zone
        free.name = wanted
        free.ascending = true
        // A few at a time, as the first is nearly always still free.
        free.limit = 16
        repeat {
            let page = try await cloud.ledger.resources(free)
            for address in page.elements {
                let taken = try? await cloud.move(
                    address, PublicIPAddress.self, .assignRequested, for: Errand(call.caller),
                    edit: edit)
                if let taken { return taken }
            }
            free.after = page.next
        } while free.after != nil
        throw APIError.noCapacity(
            "insufficient address capacity: "
                + (wanted.map { "\($0) is not free" } ?? "the zone has no free public address"))
    }

    private static func giving(
        to owner: Ownership, _ network: Resource?
    ) -> @Sendable (inout Resource.Profile) -> Void {
        { profile in
            profile.owner = owner.owner
            profile.domainPath = owner.domainPath
            profile.attributes["allocated"] = .date(.now)
            profile.attributes["associatednetworkid"] = network.map { .string($0.id) }
            profile.attributes["associatednetworkname"] = network.map { .string($0.name) }
        }
    }

    /// An address that is nobody's any more.
    @Sendable static func forgetOwner(of profile: inout Resource.Profile) {
        profile.owner = nil
        profile.domainPath = nil
        for name in ["allocated", "associatednetworkid", "associatednetworkname", "tags"] {
            profile.attributes[name] = nil
        }
        forgetMachine(of: &profile)
    }

    var disassociate: APICommand {
        cloud.ending(
            "disassociateIpAddress", "Gives a public address back.", "NET.IPRELEASE",
            Self.presentation, [.string("ipaddress", "Which one, if not by id.")],
            finding: Cloud.Finder(find: find)
        ) { address, _, errand in
            try await release(address, errand)
        }
    }

    @Sendable private func find(_ call: APICall) async throws -> Resource {
        if let id = call.idIfGiven("id") {
            return try await cloud.find(PublicIPAddress.self, id, .owned, for: call.caller)
        }
        let text = try call.required("ipaddress")
        let found = try await cloud.first(PublicIPAddress.self) { $0.name = text }
        guard let found, Visibility.owned.shows(found, to: call.caller) else {
            throw APIError.notFound(PublicIPAddress.kind, text)
        }
        return found
    }

    /// A free one is nobody's, so everybody may know of it.
    @Sendable private func findFree(_ call: APICall) async throws -> Resource {
        let id = try call.id("id")
        guard let found = try await cloud.resource(PublicIPAddress.self, id),
            found.state == PublicIPAddress.State.free.rawValue
                || Visibility.owned.shows(found, to: call.caller)
        else { throw APIError.notFound(PublicIPAddress.kind, id) }
        return found
    }

    /// Static NAT ends with it.
    func release(_ address: Resource, _ errand: Errand) async throws {
        if address.state == PublicIPAddress.State.reserved.rawValue {
            try await cloud.move(
                address, PublicIPAddress.self, .releaseRequested, for: errand,
                edit: Self.forgetOwner)
            return
        }
        try await disableStaticNAT(of: address, errand)
        let releasing = try await cloud.move(
            address, PublicIPAddress.self, .disassociateRequested, for: errand)
        try await cloud.move(
            releasing, PublicIPAddress.self, .releaseSucceeded, for: errand,
            edit: Self.forgetOwner)
    }

    func releaseAll(of network: Resource, _ errand: Errand) async throws {
        let addresses = try await cloud.everything(PublicIPAddress.self) {
            $0.account = network.profile.owner?.account
            $0.attributes["associatednetworkid"] = .string(network.id)
        }
        for address in addresses {
            try await cloud.jobs.turn(in: Cloud.lane(of: address)) {
                try await release(try await cloud.current(address), errand)
            }
        }
    }

    var reserve: APICommand {
        cloud.acting(
            "reserveIpAddress", "Sets a free address aside for an account.", "NET.IPRESERVE",
            Self.taken,
            [
                .string("account", "For whom."), .id("domainid", of: Domain.kind, "Its domain."),
                .id("projectid", of: Project.kind, "Projects are not served here."),
                .boolean("fordisplay", roles: .admin, "Whether its owner is shown it."),
            ],
            finding: Cloud.Finder(needsID: true, find: findFree)
        ) { address, call, errand in
            let owner = try await cloud.owner(for: call)
            try await Limits(cloud: cloud).check(.addresses, for: owner)
            return try await cloud.move(
                address, PublicIPAddress.self, .reserveRequested, for: errand,
                edit: Self.giving(to: owner, nil))
        }
    }

    var giveBack: APICommand {
        cloud.acting(
            away: "releaseIpAddress", "Ends that an address is set aside.", "NET.IPRELEASE",
            Self.presentation
        ) { address, _, errand in
            guard address.state == PublicIPAddress.State.reserved.rawValue else {
                throw APIError.unavailable("\(address.name) is not set aside: disassociate it")
            }
            try await release(address, errand)
        }
    }
}
