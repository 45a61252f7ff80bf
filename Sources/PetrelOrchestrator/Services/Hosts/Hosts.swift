internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What machines run on.
struct Hosts: Service {
    let cloud: Cloud

    static let presentation = Presentation(
        HostStatus.self, "host", .operators,
        .texts(
            "id", "name", "state", "type", "ipaddress", "zoneid", "zonename", "podid", "podname",
            "version", "hypervisor", "cpuallocated", "cpuused", "cpuwithoverprovisioning",
            "memorywithoverprovisioning", "memoryallocatedpercentage", "capabilities", "clusterid",
            "clustername", "clustertype", "events", "hosttags", "resourcestate",
            "hypervisorversion", "arch", "cpuallocatedpercentage", "managementserverid", "username")
            + .integers("cpusockets", "cpunumber")
            + .longs(
                "cpuspeed", "memorytotal", "memoryallocated", "memoryallocatedbytes", "memoryused",
                "disksizetotal", "disksizeallocated", "cpuallocatedvalue")
            + .flags("hahost", "islocalstorageactive", "hasenoughcapacity", "hasannotations")
            + .dates("created", "removed", "disconnected", "lastpinged") + .maps("details")
            + absent,
        needs: [.side(kind: HostResourceState.kind)]
    ) { host, surroundings, cloud in
        let side = surroundings.resource(kind: HostResourceState.kind, host.id)
        let load = cloud.capacity.load(of: host.id)
        let allocated = Int64(load?.megabytes ?? 0) << 20
        let percent = (load?.cores ?? 0) * 100 / max(1, load?.capacity.cores ?? 1)
        return [
            "resourcestate": .string(side?.state ?? "Creating"),
            "memoryallocated": .integer(allocated), "memoryallocatedbytes": .integer(allocated),
            "memoryused": .integer(allocated), "cpuallocated": .string("\(percent)%"),
        ]
    }

    /// What hosts may have elsewhere.
    private static let absent: [APIField] =
        .texts(
            "oscategoryid", "oscategoryname", "guestosrule", "cpuallocatedwithoverprovisioning",
            "virtualmachineid", "managementservername", "explicithosttags", "implicithosttags",
            "annotation", "storageaccessgroups", "clusterstorageaccessgroups",
            "podstorageaccessgroups", "zonestorageaccessgroups", "extensionid", "extensionname")
        + .longs("networkkbsread", "networkkbswrite", "gputotal", "gpuused", "msid")
        + .flags(
            "istagarule", "suitableformigration", "ueficapability", "encryptionsupported",
            "instanceconversionsupported")
        + .doubles("cpuloadaverage") + .dates("lastannotated") + .lists("gpugroup")
        + .objects("hostha", "outofbandmanagement")

    var commands: [APICommand] {
        [
            cloud.listing(
                "listHosts", "Lists hosts.", Self.presentation, roles: .admin,
                [
                    .id("zoneid", of: Zone.kind, "Its zone."),
                    .id("podid", of: Pod.kind, "Its pod."),
                    .id("clusterid", of: Cluster.kind, "Its cluster."),
                    .string("state", "Only those in this state."),
                    .string("resourcestate", "Only those in this resource state."),
                    .string("type", "Routing."), .string("hypervisor", "Its hypervisor."),
                    .list("details", "Taken for compatibility."),
                    .id(
                        "virtualmachineid", of: VirtualMachine.kind,
                        "Only those the machine could move to."),
                    .boolean("hahost", "Only those that are, or are not, kept for restarts."),
                    .string("arch", "Only those with this processor."),
                    .string("version", "Only those of this version."),
                    .string("storageaccessgroup", "Only those of this group."),
                    .boolean("outofbandmanagementenabled", "Only those managed out of band."),
                    .string("outofbandmanagementpowerstate", "Only those in this power state."),
                ],
                filters: [
                    "podid": .attribute("podid"), "clusterid": .parent, "state": .state,
                    "type": .attribute("type"), "hypervisor": .attribute("hypervisor"),
                    "hahost": .flag("hahost"), "arch": .attribute("arch"),
                    "version": .attribute("version"), "storageaccessgroup": .nothing,
                    "outofbandmanagementenabled": .nothing,
                    "outofbandmanagementpowerstate": .nothing,
                ], narrowing: narrow),
            add, update, delete,
            cloud.changing(
                "prepareHostForMaintenance", "Moves all machines away from a host.",
                "MAINT.PREPARE",
                Self.presentation, roles: .admin
            ) { host, _, errand in try await prepare(host, errand) },
            cloud.changing(
                "cancelHostMaintenance", "Lets a host take machines again.", "MAINT.CANCEL",
                Self.presentation, roles: .admin
            ) { host, _, errand in
                try await cloud.move(
                    try await side(of: host), HostResourceState.self, .adminCancelMaintenance,
                    for: errand)
                cloud.capacity.add(
                    HostCapacity(host), takesMachines: host.state == HostStatus.State.up.rawValue)
                return host
            },
            cloud.changing(
                "reconnectHost", "Connects to a host anew.", "HOST.RECONNECT", Self.presentation,
                roles: .admin
            ) { host, _, errand in
                let connecting = try await cloud.move(
                    host, HostStatus.self, .agentConnected, for: errand)
                return try await cloud.move(connecting, HostStatus.self, .ready, for: errand)
            },
        ]
    }

    private func narrow(_ call: APICall, _ listing: inout Listing) async throws {
        if let state = call.string("resourcestate") {
            var sides = ResourceQuery(kind: HostResourceState.kind)
            sides.states = [state]
            let there = try await cloud.everything(sides).map(\.id)
            listing.narrow { query in
                query.ids = query.ids.map { $0.filter(there.contains) } ?? there
            }
        }
        guard let id = call.idIfGiven("virtualmachineid") else { return }
        let machine = try await cloud.find(VirtualMachine.self, id, .owned, for: call.caller)
        let host = machine.text("hostid")
        listing.narrow { $0.zone = machine.profile.zone }
        listing.keeps = { $0.id != host && $0.state == HostStatus.State.up.rawValue }
    }

    private var update: APICommand {
        cloud.acting(
            "updateHost", "Changes what is known of a host, or whether it takes machines.",
            "HOST.UPDATE", Self.presentation, roles: .admin, inSteps: true,
            [
                .string("name", "Its name."), .string("allocationstate", "Enable or Disable."),
                .list("hosttags", "Tags that offerings ask for."),
                .string("annotation", "What people should know of it."),
                .id("oscategoryid", of: "GuestOSCategory", "Taken for compatibility."),
            ]
        ) { host, call, errand in
            if let state = call.string("allocationstate")?.lowercased() {
                try await allow(state, on: host, errand)
            }
            return try await cloud.revise(host, for: errand) { profile in
                if let name = call.string("name") { profile.name = name }
                profile.take(texts: ["annotation"], from: call)
                if call.string("annotation") != nil {
                    profile.attributes["lastannotated"] = .date(.now)
                }
                if call.stringOrEmpty("hosttags") != nil {
                    profile.attributes["hosttags"] = .string(
                        call.list("hosttags").joined(separator: ","))
                }
            }
        }
    }

    func allow(_ state: String, on host: Resource, _ errand: Errand) async throws {
        guard
            let trigger = ["enable": HostResourceState.Trigger.enable, "disable": .disable][state]
        else { throw APIError.invalid("allocationstate is Enable or Disable, not \(state)") }
        let side = try await cloud.move(
            try await side(of: host), HostResourceState.self, trigger, for: errand)
        cloud.capacity.add(
            HostCapacity(host),
            takesMachines: host.state == HostStatus.State.up.rawValue
                && side.state == HostResourceState.State.enabled.rawValue)
    }

    func side(of host: Resource) async throws -> Resource {
        guard let side = try await cloud.resource(HostResourceState.self, host.id) else {
            throw APIError.notFound(HostResourceState.kind, host.id)
        }
        return side
    }
}
