internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Where volumes lie.
struct StoragePools: Service {
    let cloud: Cloud

    static let presentation = Presentation(
        StoragePool.self, "storagepool", .operators,
        .texts(
            "id", "name", "zoneid", "zonename", "podid", "podname", "ipaddress", "path", "type",
            "clusterid", "clustername", "state", "scope", "overprovisionfactor", "hypervisor",
            "provider")
            + .longs(
                "disksizetotal", "disksizeallocated", "disksizeused", "capacityiops",
                "capacitybytes")
            + .flags("managed", "istagarule", "hasannotations") + .dates("created")
            + [APIField("tags", .string)]
            + .texts("storageaccessgroups", "nfsmountopts")
            + .longs("allocatediops", "usediops") + .flags("suitableformigration")
            + .maps("storagecustomstats", "storagecapabilities", "details")
    ) { pool, _, cloud in
        // Simulated volumes are as large as they were promised.
        let allocated = JSONValue.integer(Int64(cloud.storage.allocated(on: pool.id)))
        return [
            "disksizeallocated": allocated, "disksizeused": allocated,
            "tags": pool.profile.attributes["storagetags"] ?? .null,
        ]
    }

    var commands: [APICommand] {
        [
            cloud.listing(
                "listStoragePools", "Lists storage pools.", Self.presentation, roles: .admin,
                [
                    .id("zoneid", of: Zone.kind, "Its zone."),
                    .id("podid", of: Pod.kind, "Its pod."),
                    .id("clusterid", of: Cluster.kind, "Its cluster."),
                    .string("scope", "ZONE, CLUSTER or HOST."), .string("status", "Its state."),
                    .string("ipaddress", "Its address."), .string("path", "Its path."),
                    .id("hostid", of: HostStatus.kind, "Taken for compatibility; all reach all."),
                    .string("storageaccessgroup", "Only those of this group."),
                ],
                filters: [
                    "storageaccessgroup": .nothing,
                    "podid": .attribute("podid"), "clusterid": .parent, "status": .state,
                    "scope": .attribute("scope"), "ipaddress": .attribute("ipaddress"),
                    "path": .attribute("path"),
                ]),
            make, delete,
            cloud.changing(
                "enableStorageMaintenance", "Takes a pool out of use.", "MAINT.PREPARE.PS",
                Self.presentation, roles: .admin
            ) { pool, _, errand in
                try await prepare(pool, errand)
            },
            cloud.changing(
                "cancelStorageMaintenance", "Takes a pool into use again.", "MAINT.CANCEL.PS",
                Self.presentation, roles: .admin
            ) { pool, _, errand in
                let up = try await cloud.move(
                    pool, StoragePool.self, .cancelMaintenance, for: errand)
                cloud.storage.add(up)
                return up
            },
        ]
    }

    /// Machines with disks there are stopped, as nothing moves disks away by itself.
    private func prepare(_ pool: Resource, _ errand: Errand) async throws -> Resource {
        let preparing = try await cloud.move(
            pool, StoragePool.self, .prepareMaintenance, for: errand)
        cloud.storage.add(preparing)
        do {
            let volumes = try await cloud.everything(Volume.self) {
                $0.zone = pool.profile.zone
                $0.attributes["storageid"] = .string(pool.id)
            }
            for id in Set(volumes.compactMap { $0.text("virtualmachineid") }).sorted() {
                try await cloud.jobs.turn(in: id) {
                    guard let machine = try await cloud.resource(VirtualMachine.self, id),
                        machine.state == VirtualMachine.State.running.rawValue
                    else { return }
                    _ = try await VirtualMachines(cloud: cloud).stop(
                        machine, forced: false, errand)
                }
            }
        } catch {
            let left = try await cloud.move(
                preparing, StoragePool.self, .preparationFailed, for: errand)
            cloud.storage.add(left)
            throw error
        }
        return try await cloud.move(
            preparing, StoragePool.self, .preparationSucceeded, for: errand)
    }

    private var make: APICommand {
        APICommand(
            "createStoragePool", "Adds a storage pool.", roles: .admin,
            parameters: [
                .string("name", required: true, "Its name."),
                .string("url", required: true, "nfs://host/path."),
                .id("zoneid", of: Zone.kind, required: true, "Its zone."),
                .id("podid", of: Pod.kind, "Its pod."),
                .id("clusterid", of: Cluster.kind, "Its cluster."),
                .string("scope", "ZONE or CLUSTER."), .long("capacitybytes", "Its size."),
                .string("hypervisor", "Its hypervisor."), .string("provider", "Its provider."),
                .string("tags", "Its tags."), .map("details", "Taken for compatibility."),
            ], response: .object("storagepool", Self.presentation.fields)
        ) { call in
            let zone = try await cloud.find(
                Zone.self, call.id("zoneid"), .operators, for: call.caller)
            let url = try call.required("url").split(
                separator: "/", omittingEmptySubsequences: true)
            let pool = try await cloud.translating {
                try await join(
                    name: try call.required("name"), zone: zone,
                    host: url.dropFirst().first.map(String.init) ?? "",
                    path: "/" + url.dropFirst(2).joined(separator: "/"),
                    bytes: call.integer("capacitybytes").map { max(0, $0) } ?? 10 << 40,
                    tags: call.string("tags"), for: Errand(call.caller))
            }
            return .object(try await Self.presentation.object(pool, in: cloud))
        }
    }

    /// A new pool, attached to its zone.
    func join(
        name: String, zone: Resource, host: String, path: String, bytes: Int, tags: String? = nil,
        for errand: Errand
    ) async throws -> Resource {
        let profile = Resource.Profile(
            name: name, zone: zone.id,
            attributes: [
                "zonename": .string(zone.name), "ipaddress": .string(host), "path": .string(path),
                "type": "NetworkFilesystem", "scope": "ZONE", "hypervisor": "Simulator",
                "overprovisionfactor": "1.0", "provider": "DefaultPrimary", "managed": false,
                "disksizetotal": .integer(Int64(bytes)),
                "storagetags": tags.map { .string($0) } ?? .null,
            ])
        let id = EventID.next().description
        let made = try await cloud.write([
            .creation(of: StoragePool.self, id: id, in: .initial, profile, for: errand)
        ])
        let ready = try await cloud.move(made[0], StoragePool.self, .initialize, for: errand)
        let up = try await cloud.move(
            ready, StoragePool.self, .attachToHostClusterOrZone, for: errand)
        cloud.storage.add(up)
        return up
    }

    private var delete: APICommand {
        cloud.acting(
            away: "deleteStoragePool", "Removes a pool that is in maintenance.",
            "STORAGE.POOL.DELETE",
            Self.presentation, roles: .admin, inSteps: true,
            [.boolean("forced", "Taken for compatibility.")]
        ) { pool, _, errand in
            guard cloud.storage.allocated(on: pool.id) == 0 else {
                throw APIError.inUse("there are volumes on \(pool.name): move or delete them")
            }
            let removed = try await cloud.move(pool, StoragePool.self, .delete, for: errand)
            try await cloud.remove(removed, for: errand)
            cloud.storage.remove(pool: pool.id)
        }
    }
}
