internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What volumes were like at an instant.
struct Snapshots: Service {
    let cloud: Cloud

    static let presentation = Presentation(
        Snapshot.self, "snapshot", .owned,
        .texts(
            "id", "name", "snapshottype", "volumeid", "volumename", "volumetype", "volumestate",
            "intervaltype", "locationtype", "state", "status", "ostypeid", "osdisplayname")
            + .ownership + .zone + .longs("physicalsize", "virtualsize")
            + .flags("revertable", "hasannotations") + .dates("created") + .tags
            + .texts(
                "projectid", "project", "datastoreid", "datastorename", "datastorestate",
                "datastoretype", "parent", "parentname")
            + .longs("chainsize") + .maps("downloaddetails"),
        needs: [.named(by: "volumeid", kind: Volume.kind)]
    ) { snapshot, surroundings, _ in
        let volume = surroundings.resource(kind: Volume.kind, snapshot.text("volumeid"))
        return volume.map { ["volumestate": .string($0.state)] } ?? [:]
    }

    var commands: [APICommand] {
        [
            cloud.listing(
                "listSnapshots", "Lists snapshots of volumes.", Self.presentation,
                [
                    .ids("ids", of: Snapshot.kind, "Only these."),
                    .id("volumeid", of: Volume.kind, "Only those of this volume."),
                    .id("zoneid", of: Zone.kind, "Only those in this zone."),
                    .string("snapshottype", "MANUAL or RECURRING."),
                    .string("intervaltype", "MANUAL, HOURLY, DAILY, WEEKLY or MONTHLY."),
                    .string("locationtype", "PRIMARY or SECONDARY."),
                    .id("storageid", of: StoragePool.kind, roles: .admin, "Only those on it."),
                    .id("imagestoreid", of: "ImageStore", roles: .admin, "Only those on it."),
                ],
                filters: [
                    "locationtype": .attribute("locationtype"), "storageid": .nothing,
                    "imagestoreid": .nothing,
                    "volumeid": .parent, "snapshottype": .attribute("snapshottype"),
                    "intervaltype": .attribute("intervaltype"),
                ]),
            make, copy,
            cloud.ending(
                "deleteSnapshot", "Deletes a snapshot.", "SNAPSHOT.DELETE", Self.presentation,
                [.id("zoneid", of: Zone.kind, "Taken for compatibility.")]
            ) { snapshot, _, errand in try await delete(snapshot, errand) },
            cloud.changing(
                "archiveSnapshot", "Copies a snapshot to secondary storage.", "SNAPSHOT.CREATE",
                Self.presentation
            ) { snapshot, _, errand in
                guard snapshot.state == Snapshot.State.createdOnPrimary.rawValue else {
                    throw APIError.unavailable("\(snapshot.name) is on secondary storage already")
                }
                return try await backUp(snapshot, errand)
            },
            cloud.changing(
                "revertSnapshot", "Takes a volume back to a snapshot.", "SNAPSHOT.REVERT",
                Self.presentation
            ) { snapshot, call, errand in
                try await revert(snapshot, call, errand)
                return snapshot
            },
        ]
    }

    private var make: APICommand {
        APICommand(
            "createSnapshot", "Takes a snapshot of a volume.", .creating("SNAPSHOT.CREATE"),
            roles: .everyone,
            parameters: [
                .id("volumeid", of: Volume.kind, required: true, "The volume."),
                .string("name", "Its name."),
                .string("locationtype", "PRIMARY to leave it there; SECONDARY."),
                .boolean("quiescevm", "Taken for compatibility."),
                .boolean("asyncbackup", "Taken for compatibility."),
                .string("account", "Taken for compatibility."),
                .id("domainid", of: Domain.kind, "Taken for compatibility."),
                .map("tags", "What to note on it."),
            ], response: .object("snapshot", Self.presentation.fields)
        ) { call in
            let volume = try await cloud.found(Volumes.presentation, call, "volumeid")
            guard volume.state == "Ready" else {
                throw APIError.unavailable(
                    "\(volume.name) is \(volume.state): only a ready volume can be kept")
            }
            try await Limits(cloud: cloud).check(.snapshots, for: Ownership(of: volume))
            let id = EventID.next().description
            let profile = profile(call, volume)
            let stays = profile.attributes["locationtype"] == "PRIMARY"
            let reference = ResourceReference(ResourceKind(Snapshot.kind), id)
            let order = JobOrder(
                Action("SNAPSHOT.CREATE", reference, profile), lane: Cloud.lane(of: volume),
                by: call)
            return try await cloud.submit(
                order,
                making: { [.creation(of: Snapshot.self, id: id, in: .allocated, profile, for: $0)] }
            ) { errand in
                var snapshot = try await take(id, of: try await cloud.current(volume), errand)
                if !stays { snapshot = try await backUp(snapshot, errand) }
                return try await Self.presentation.result(snapshot, in: cloud)
            }
        }
    }

    private func profile(_ call: APICall, _ volume: Resource) -> Resource.Profile {
        let size = volume.profile.attributes["size"] ?? 0
        return Ownership(of: volume).profile(
            call.string("name") ?? "\(volume.name)-\(EventID.next().description.prefix(13))",
            zone: volume.profile.zone, parent: volume.id,
            [
                "volumeid": .string(volume.id), "volumename": .string(volume.name),
                "volumetype": volume.profile.attributes["type"] ?? .null,
                "zonename": volume.profile.attributes["zonename"] ?? .null,
                "snapshottype": "MANUAL", "intervaltype": "MANUAL",
                "locationtype": call.string("locationtype")?.uppercased() == "PRIMARY"
                    ? "PRIMARY" : "SECONDARY",
                "physicalsize": size, "virtualsize": size, "revertable": true,
                "tags": Tags.value(call.maps("tags")),
            ])
    }

    private func take(
        _ id: String, of volume: Resource, _ errand: Errand
    ) async throws -> Resource {
        guard let snapshot = try await cloud.resource(Snapshot.self, id) else {
            throw APIError.notFound(Snapshot.kind, id)
        }
        let creating = try await cloud.move(
            snapshot, Snapshot.self, .createRequested, for: errand)
        do {
            let volumes = Volumes(cloud: cloud)
            let busy = try await cloud.move(volume, Volume.self, .snapshotRequested, for: errand)
            _ = try await volumes.finish(
                busy, errand, on: try await volumes.host(of: volume),
                .storage("snapshot", volume: volume.id))
        } catch {
            try await cloud.move(creating, Snapshot.self, .operationFailed, for: errand)
            throw error
        }
        return try await cloud.move(creating, Snapshot.self, .operationSucceeded, for: errand)
    }

    private func backUp(_ snapshot: Resource, _ errand: Errand) async throws -> Resource {
        let copying = try await cloud.move(
            snapshot, Snapshot.self, .backupToSecondary, for: errand)
        return try await cloud.move(
            copying, Snapshot.self, .operationSucceeded, for: errand
        ) { $0.attributes["locationtype"] = "SECONDARY" }
    }

    /// From any state at rest.
    func delete(_ snapshot: Resource, _ errand: Errand) async throws {
        var snapshot = snapshot
        switch snapshot.state {
        case "Error", "Destroyed":
            try await cloud.remove(snapshot, for: errand)
            return
        case "CreatedOnPrimary":
            snapshot = try await cloud.move(
                snapshot, Snapshot.self, .operationNotPerformed, for: errand)
        default: break
        }
        let going = try await cloud.move(
            snapshot, Snapshot.self, .destroyRequested, for: errand)
        let gone = try await cloud.move(going, Snapshot.self, .operationSucceeded, for: errand)
        try await cloud.remove(gone, for: errand)
    }

    /// A copy in another zone is a snapshot of its own.
    private var copy: APICommand {
        cloud.changing(
            "copySnapshot", "Copies a snapshot to other zones.", "SNAPSHOT.COPY",
            Self.presentation,
            [
                .id("sourcezoneid", of: Zone.kind, "Taken for compatibility."),
                .id("destzoneid", of: Zone.kind, "The zone."),
                .ids("destzoneids", of: Zone.kind, "The zones."),
            ]
        ) { snapshot, call, errand in
            let zones = [call.idIfGiven("destzoneid")].compactMap(\.self) + call.ids("destzoneids")
            guard !zones.isEmpty else { throw APIError.missing("destzoneid", in: call.command) }
            let copying = try await cloud.move(
                snapshot, Snapshot.self, .copyingRequested, for: errand)
            do {
                for id in zones { try await copy(snapshot, to: id, call, errand) }
            } catch {
                try await cloud.move(copying, Snapshot.self, .operationFailed, for: errand)
                throw error
            }
            return try await cloud.move(
                copying, Snapshot.self, .operationSucceeded, for: errand)
        }
    }

    private func copy(
        _ snapshot: Resource, to id: String, _ call: APICall, _ errand: Errand
    ) async throws {
        let zone = try await cloud.find(Zone.self, id, .everyone, for: call.caller)
        guard zone.id != snapshot.profile.zone else {
            throw APIError.invalid("\(snapshot.name) is in zone \(zone.name) already")
        }
        var profile = snapshot.profile
        profile.zone = zone.id
        profile.attributes["zonename"] = .string(zone.name)
        var made = try await cloud.write([
            .creation(
                of: Snapshot.self, id: EventID.next().description, in: .allocated, profile,
                for: errand)
        ])[0]
        made = try await cloud.move(made, Snapshot.self, .createRequested, for: errand)
        try await cloud.move(made, Snapshot.self, .operationNotPerformed, for: errand)
    }

    private func revert(_ snapshot: Resource, _ call: APICall, _ errand: Errand) async throws {
        guard let id = snapshot.text("volumeid") else { return }
        let volume = try await cloud.find(Volume.self, id, .owned, for: call.caller)
        if let machine = volume.text("virtualmachineid"),
            try await cloud.resource(VirtualMachine.self, machine)?.state == "Running"
        {
            throw APIError.unavailable("the volume's machine runs: stop it first")
        }
        let busy = try await cloud.move(
            volume, Volume.self, .revertSnapshotRequested, for: errand)
        try await cloud.move(busy, Volume.self, .operationSucceeded, for: errand)
    }
}
