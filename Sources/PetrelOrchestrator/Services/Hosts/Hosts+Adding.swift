internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// From the first word of a host to its end.
extension Hosts {
    var add: APICommand {
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
                .string("allocationstate", "Enabled; Disabled to keep machines away at first."),
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
            if call.string("allocationstate")?.lowercased() == "disabled" {
                try await cloud.translating {
                    try await allow("disable", on: host, Errand(call.caller))
                }
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

    var delete: APICommand {
        cloud.acting(
            away: "deleteHost", "Removes a host.", "HOST.DELETE", Self.presentation, roles: .admin,
            inSteps: true,
            [.boolean("forced", "Even with machines on it, which are stopped.")]
        ) { host, call, errand in
            let running = try await machines(on: host)
            guard running.isEmpty || call.boolean("forced") == true else {
                throw APIError.inUse("\(running.count) machines run on \(host.name): move them")
            }
            cloud.capacity.remove(host: host.id)
            for machine in running {
                try await cloud.jobs.turn(in: machine.id) {
                    let machine = try await cloud.current(machine)
                    guard machine.text("hostid") == host.id else { return }
                    try await cloud.noteStopped(machine, for: errand)
                }
            }
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
