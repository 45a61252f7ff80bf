internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Into other hands.
extension VirtualMachines {
    var assign: APICommand {
        cloud.acting(
            "assignVirtualMachine", "Gives a stopped machine to another account.", "VM.MOVE",
            Self.presentation, id: "virtualmachineid", roles: Domains.roles, inSteps: true,
            [
                .string("account", "The account that gets it."),
                .id("domainid", of: Domain.kind, "That account's domain."),
                .id("projectid", of: Project.kind, "Projects are not served here."),
                .ids("networkids", of: Network.kind, "Its new networks; one of the account's."),
                .ids("securitygroupids", of: SecurityGroup.kind, "Taken for compatibility."),
            ]
        ) { machine, call, errand in
            let owner = try await cloud.owner(for: call)
            guard machine.state == VirtualMachine.State.stopped.rawValue else {
                throw APIError.unavailable("\(machine.name) must be stopped to change hands")
            }
            try await Limits(cloud: cloud).check(.machines, for: owner)
            return try await give(machine, to: owner, call, errand)
        }
    }

    /// Its disks go with it; its cards stay behind, as the networks are another's.
    private func give(
        _ machine: Resource, to owner: Ownership, _ call: APICall, _ errand: Errand
    ) async throws -> Resource {
        let volumes = try await cloud.everything(Volume.self) { $0.parent = machine.id }
        let cards = try await newCards(for: machine, owner, call)
        try await Addresses(cloud: cloud).disableStaticNAT(to: machine, errand)
        try await NetworkCards(cloud: cloud).remove(of: machine.id, errand)
        var changes = [Change]()
        for resource in [try await cloud.current(machine)] + volumes {
            var profile = resource.profile
            (profile.owner, profile.domainPath) = (owner.owner, owner.domainPath)
            changes.append(.revision(of: resource, profile, for: errand))
        }
        changes += cards.map {
            .creation(
                of: Nic.self, id: EventID.next().description, in: .allocated, $0, for: errand)
        }
        return try await cloud.write(changes, for: errand)[0]
    }

    private func newCards(
        for machine: Resource, _ owner: Ownership, _ call: APICall
    ) async throws -> [Resource.Profile] {
        var networks: [Resource] = []
        for id in call.ids("networkids") {
            networks.append(
                try await cloud.find(Network.self, id, Networks.visibility, for: call.caller))
        }
        if networks.isEmpty, let zone = machine.profile.zone {
            networks = try await Networks(cloud: cloud).usable(by: owner, in: zone)
        }
        return networks.enumerated().map { index, network in
            NetworkCards.profile(
                in: network, machine: machine.id, owner, isDefault: index == 0, device: index,
                wanted: nil)
        }
    }
}
