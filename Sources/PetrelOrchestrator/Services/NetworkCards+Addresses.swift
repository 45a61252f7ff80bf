internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Further addresses of a card, kept with it.
extension NetworkCards {
    private static let addressFields: [APIField] =
        .texts("id", "ipaddress", "nicid", "networkid", "virtualmachineid", "description")
        + .lists("secondaryip")

    var addAddress: APICommand {
        APICommand(
            "addIpToNic", "Gives a network card one more address.",
            .creating("NIC.SECONDARY.IP.ASSIGN"), roles: .everyone,
            parameters: [
                .id("nicid", of: Nic.kind, required: true, "The card."),
                .string("ipaddress", "The address; the next free one."),
                .string("description", "What it is for."),
            ], response: .object("nicsecondaryip", Self.addressFields)
        ) { call in
            let card = try await cloud.found(Self.presentation, call, "nicid")
            let id = EventID.next().description
            let order = JobOrder(
                Action("NIC.SECONDARY.IP.ASSIGN", on: card), lane: Cloud.lane(of: card), by: call)
            let answer = try await cloud.submit(order) { errand in
                let card = try await cloud.current(card)
                let address = try await secondAddress(of: card, call.string("ipaddress"))
                let entry: [String: JSONValue] = [
                    "id": .string(id), "ipaddress": .string(address),
                    "description": .string(call.string("description") ?? ""),
                ]
                try await cloud.revise(card, for: errand) { profile in
                    let entries = profile.attributes["secondaryip"]?.array ?? []
                    profile.attributes["secondaryip"] = .array(entries + [.object(entry)])
                }
                return JobResult("nicsecondaryip", Self.object(entry, card))
            }
            guard case .job(let job, _) = answer else { return answer }
            return .job(job, id: id)
        }
    }

    private static func object(_ entry: [String: JSONValue], _ card: Resource) -> JSONValue {
        var members = entry
        members["nicid"] = .string(card.id)
        members["networkid"] = card.profile.attributes["networkid"]
        members["virtualmachineid"] = card.profile.attributes["virtualmachineid"]
        return .object(members)
    }

    private func secondAddress(of card: Resource, _ wanted: String?) async throws -> String {
        guard let id = card.text("networkid"),
            let network = try await cloud.resource(Network.self, id)
        else { throw APIError.notFound(Network.kind, card.text("networkid") ?? "") }
        let free = cloud.leases.lease(in: id, cidr: network.text("cidr") ?? "", wanted: wanted)
        guard let free else {
            throw APIError.noCapacity(
                wanted.map { "address \($0) cannot be had in network \(network.name)" }
                    ?? "network \(network.name) has no free address")
        }
        return free
    }

    var removeAddress: APICommand {
        APICommand(
            "removeIpFromNic", "Takes a further address from its network card.",
            .asynchronous("NIC.SECONDARY.IP.UNASSIGN"), roles: .everyone,
            parameters: [.id("id", of: "NicSecondaryIp", required: true, "The address.")],
            response: .success
        ) { call in
            let id = try call.id("id")
            let card = try await card(withAddress: id, for: call.caller)
            let order = JobOrder(
                Action("NIC.SECONDARY.IP.UNASSIGN", on: card), lane: Cloud.lane(of: card), by: call)
            return try await cloud.submit(order) { errand in
                let gone = Self.entries(of: try await cloud.current(card)).first {
                    $0["id"]?.string == id
                }
                try await cloud.revise(try await cloud.current(card), for: errand) { profile in
                    let entries = profile.attributes["secondaryip"]?.array ?? []
                    profile.attributes["secondaryip"] = .array(
                        entries.filter { $0["id"]?.string != id })
                }
                if let address = gone?["ipaddress"]?.string {
                    cloud.leases.release(address, in: card.text("networkid") ?? "")
                }
                return .success
            }
        }
    }

    private static func entries(of card: Resource) -> [JSONValue] {
        card.profile.attributes["secondaryip"]?.array ?? []
    }

    /// Looks at every card that the caller may see, since addresses have no record of their own.
    private func card(withAddress id: String, for caller: Caller) async throws -> Resource {
        var query = ResourceQuery(kind: Nic.kind)
        EventScope(caller).owned.narrow(&query)
        var found: Resource?
        try await cloud.forEach(query) { card in
            if Self.entries(of: card).contains(where: { $0["id"]?.string == id }) { found = card }
        }
        guard let found else { throw APIError.notFound("NicSecondaryIp", id) }
        return found
    }
}
