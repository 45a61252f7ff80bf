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
    ) { host, cloud in
        let side = try await cloud.ledger.resource(kind: HostResourceState.kind, id: host.id)
        let load = cloud.capacity.load(of: host.id)
        let allocated = Int64(load?.megabytes ?? 0) << 20
        let percent = (load?.cores ?? 0) * 100 / max(1, load?.capacity.cores ?? 1)
        return [
            "resourcestate": .string(side?.state ?? "Creating"),
            "memoryallocated": .integer(allocated), "memoryallocatedbytes": .integer(allocated),
            "memoryused": .integer(allocated), "cpuallocated": .string("\(percent)%"),
        ]
    }

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
                    .id("virtualmachineid", of: VirtualMachine.kind, "Taken for compatibility."),
                ],
                filters: [
                    "podid": .attribute("podid"), "clusterid": .parent, "state": .state,
                    "type": .attribute("type"), "hypervisor": .attribute("hypervisor"),
                ]),
            add, delete,
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
                cloud.capacity.add(HostCapacity(host), takesMachines: host.state == "Up")
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

    func side(of host: Resource) async throws -> Resource {
        guard let side = try await cloud.resource(HostResourceState.self, host.id) else {
            throw APIError.notFound(HostResourceState.kind, host.id)
        }
        return side
    }

    private var add: APICommand {
        APICommand(
            "addHost", "Adds a simulated host.", roles: .admin,
            parameters: [
                .id("zoneid", of: Zone.kind, required: true, "Its zone."),
                .id("podid", of: Pod.kind, required: true, "Its pod."),
                .id("clusterid", of: Cluster.kind, "Its cluster."),
                .string("clustername", "Taken for compatibility."),
                .string("hypervisor", required: true, "Simulator."),
                .string("url", required: true, "http://name; the name becomes the host's."),
                .string("username", "Taken for compatibility."),
                .secret("password", "Taken for compatibility."),
                .list("hosttags", "Tags that offerings ask for."),
            ], response: .list("host", Self.presentation.fields)
        ) { call in
            let zone = try await cloud.find(
                Zone.self, call.id("zoneid"), .operators, for: call.caller)
            let pod = try await cloud.find(Pod.self, call.id("podid"), .operators, for: call.caller)
            let url = try call.required("url")
            let name = url.split(separator: "/").last.map(String.init) ?? url
            let host = try await cloud.translating {
                try await join(
                    HostDescription(
                        name: name, zone: zone, pod: pod, cluster: call.idIfGiven("clusterid")),
                    for: Errand(call.caller))
            }
            return .list([try await Self.presentation.object(host, in: cloud)], count: 1)
        }
    }

    /// Both sides of a new host, up and open for machines.
    func join(_ description: HostDescription, for errand: Errand) async throws -> Resource {
        let id = EventID.next().description
        let profile = description.profile
        let made = try await cloud.write([
            .creation(of: HostStatus.self, id: id, in: .connecting, profile, for: errand),
            .creation(
                of: HostResourceState.self, id: id, in: .enabled,
                Resource.Profile(name: profile.name, zone: profile.zone), for: errand),
        ])
        await cloud.agent.connect(HostCapacity(made[0]), expecting: [])
        let up = try await cloud.move(made[0], HostStatus.self, .ready, for: errand)
        cloud.capacity.add(HostCapacity(up), takesMachines: true)
        return up
    }

    private func prepare(_ host: Resource, _ errand: Errand) async throws -> Resource {
        let preparing = try await cloud.move(
            try await side(of: host), HostResourceState.self, .adminAskMaintenance, for: errand)
        cloud.capacity.add(HostCapacity(host), takesMachines: false)
        do {
            let machines = VirtualMachines(cloud: cloud)
            for machine in try await self.machines(on: host) where machine.state == "Running" {
                _ = try await machines.migrate(machine, to: nil, errand)
            }
        } catch {
            try await cloud.move(
                preparing, HostResourceState.self, .unableToMigrate, for: errand)
            throw error
        }
        try await cloud.move(
            preparing, HostResourceState.self, .internalEnterMaintenance, for: errand)
        return host
    }

    func machines(on host: Resource) async throws -> [Resource] {
        try await cloud.everything(VirtualMachine.self) {
            $0.zone = host.profile.zone
            $0.attributes["hostid"] = .string(host.id)
        }
    }

    private var delete: APICommand {
        cloud.acting(
            away: "deleteHost", "Removes a host.", "HOST.DELETE", Self.presentation, roles: .admin,
            inSteps: true,
            [.boolean("forced", "Even with machines on it, which are lost.")]
        ) { host, call, errand in
            let running = try await machines(on: host)
            guard running.isEmpty || call.boolean("forced") == true else {
                throw APIError.inUse("\(running.count) machines run on \(host.name): move them")
            }
            cloud.capacity.remove(host: host.id)
            for machine in running { try await cloud.noteStopped(machine, for: errand) }
            let disabled = try await cloud.move(
                try await side(of: host), HostResourceState.self, .deleteHost, for: errand)
            try await cloud.remove(disabled, for: errand)
            let removed = try await cloud.move(host, HostStatus.self, .remove, for: errand)
            try await cloud.remove(removed, for: errand)
            await cloud.agent.disconnect(host: host.id)
        }
    }
}

/// What a host brings.
struct HostDescription: Sendable {
    var name: String
    var zone: Resource
    var pod: Resource
    var cluster: String?
    var cores = 32
    var megabytes = 131_072

    var profile: Resource.Profile {
        Resource.Profile(
            name: name, zone: zone.id, parent: cluster,
            attributes: [
                "zonename": .string(zone.name), "podid": .string(pod.id),
                "podname": .string(pod.name), "clusterid": cluster.map { .string($0) } ?? .null,
                "type": "Routing", "hypervisor": "Simulator", "hypervisorversion": "1",
                "cpunumber": .integer(Int64(cores)), "cpusockets": 2, "cpuspeed": 2_600,
                "memorytotal": .integer(Int64(megabytes) << 20), "hahost": false,
                "capabilities": "hvm", "arch": "x86_64", "ipaddress": "192.0.2.1",
            ])
    }
}
