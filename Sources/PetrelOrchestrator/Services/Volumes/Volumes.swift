internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Disks of machines.
struct Volumes: Service {
    let cloud: Cloud

    static let presentation = Presentation(
        Volume.self, "volume", .owned,
        .texts(
            "id", "name", "type", "virtualmachineid", "vmname", "vmdisplayname", "vmstate",
            "templateid", "templatename", "templatedisplaytext", "provisioningtype", "state",
            "storagetype", "hypervisor", "diskofferingid", "diskofferingname",
            "diskofferingdisplaytext", "storage", "storageid", "snapshotid", "serviceofferingid",
            "serviceofferingname", "serviceofferingdisplaytext", "status", "path")
            + .ownership + .zone + .longs("deviceid", "size", "miniops", "maxiops")
            + .flags(
                "destroyed", "isextractable", "displayvolume", "quiescevm", "deleteprotection",
                "hasannotations", "supportsstoragesnapshot") + .dates("created", "attached") + .tags
            + absent, needs: [.named(by: "virtualmachineid", kind: VirtualMachine.kind)]
    ) { volume, surroundings, _ in
        let machine = surroundings.resource(
            kind: VirtualMachine.kind, volume.text("virtualmachineid"))
        guard let machine else { return [:] }
        return [
            "vmname": .string(machine.name), "vmstate": .string(machine.state),
            "vmdisplayname": machine.profile.attributes["displayname"] ?? .null,
        ]
    }

    /// What volumes may have elsewhere.
    private static let absent: [APIField] =
        .texts(
            "utilization", "clusterid", "clustername", "podid", "podname", "externaluuid",
            "encryptformat", "kmskey", "kmskeyid", "isoid", "isoname",
            "isodisplaytext", "vmtype", "projectid", "project", "chaininfo")
        + .longs(
            "virtualsize", "diskBytesReadRate", "diskBytesWriteRate", "diskIopsReadRate",
            "diskIopsWriteRate", "diskkbsread", "diskkbswrite", "diskioread", "diskiowrite",
            "physicalsize")
        + .integers("kmskeyversion") + .maps("volumecheckresult", "volumerepairresult")

    var commands: [APICommand] {
        [list, make, upload, extract, attach, detach] + sizes + endings
    }

    private var list: APICommand {
        cloud.listing(
            "listVolumes", "Lists volumes.", Self.presentation,
            [
                .ids("ids", of: Volume.kind, "Only these."), .string("type", "ROOT or DATADISK."),
                .id("virtualmachineid", of: VirtualMachine.kind, "Only those of this machine."),
                .id("zoneid", of: Zone.kind, "Only those in this zone."),
                .string("state", "Only those in this state."),
                .string("storageid", roles: .admin, "Only those on this pool."),
                .id("podid", of: Pod.kind, roles: .admin, "Only those in this pod."),
                .id("clusterid", of: Cluster.kind, roles: .admin, "Only those in this cluster."),
                .id("kmskeyid", of: "KMSKey", "Only those encrypted by this key."),
                .boolean("isencrypted", "Only those that are, or are not, encrypted."),
                .boolean("displayvolume", roles: .admin, "Only those that are, or are not, shown."),
                .id("diskofferingid", of: DiskOffering.kind, "Only those of this offering."),
                .id("serviceofferingid", of: ServiceOffering.kind, "Only those of this offering."),
                .id("hostid", of: HostStatus.kind, roles: .admin, "Only of machines there."),
            ],
            filters: [
                "podid": .attribute("podid"), "clusterid": .attribute("clusterid"),
                "kmskeyid": .nothing, "isencrypted": .nothing,
                "displayvolume": .flag("displayvolume"),
                "type": .attribute("type"), "virtualmachineid": .parent, "state": .state,
                "storageid": .attribute("storageid"),
                "diskofferingid": .attribute("diskofferingid"),
                "serviceofferingid": .attribute("serviceofferingid"),
            ]
        ) { call, listing in
            guard let host = call.idIfGiven("hostid") else { return }
            let machines = try await cloud.everything(VirtualMachine.self) { $0.parent = host }
            listing.narrow { $0.parents = machines.map(\.id) }
        }
    }

    private var make: APICommand {
        APICommand(
            "createVolume", "Makes a data volume.", .creating("VOLUME.CREATE"), roles: .everyone,
            parameters: [
                .string("name", "Its name."),
                .id("diskofferingid", of: DiskOffering.kind, "Its offering."),
                .long("size", "Its size in GiB, for offerings without one."),
                .id("zoneid", of: Zone.kind, "Its zone."),
                .id("snapshotid", of: Snapshot.kind, "A snapshot to make it from."),
                .id("virtualmachineid", of: VirtualMachine.kind, "A machine to attach it to."),
                .string("account", "For whom."), .id("domainid", of: Domain.kind, "Its domain."),
                .long("miniops", "Promised operations a second."),
                .long("maxiops", "Allowed operations a second."),
                .boolean("displayvolume", roles: .admin, "Whether its owner is shown it."),
                .id("projectid", of: Project.kind, "Projects are not served here."),
            ], response: .object("volume", Self.presentation.fields)
        ) { call in
            let owner = try await cloud.owner(for: call)
            try await Limits(cloud: cloud).check(.volumes, for: owner)
            let snapshot = try await snapshot(call)
            let zone = try await cloud.find(
                Zone.self, call.idIfGiven("zoneid") ?? snapshot?.profile.zone ?? call.id("zoneid"),
                .everyone, for: call.caller)
            let id = EventID.next().description
            let profile = try await profile(
                call, named: call.string("name") ?? "DATA-\(id.suffix(12))", owner, zone,
                from: snapshot)
            let reference = ResourceReference(ResourceKind(Volume.kind), id)
            let machine = call.idIfGiven("virtualmachineid")
            let order = JobOrder(
                Action("VOLUME.CREATE", reference, profile), lane: machine, by: call)
            return try await cloud.submit(
                order,
                making: { [.creation(of: Volume.self, id: id, in: .allocated, profile, for: $0)] }
            ) { errand in
                guard var volume = try await cloud.resource(Volume.self, id) else {
                    throw APIError.notFound(Volume.kind, id)
                }
                if let machine {
                    volume = try await attach(volume, to: machine, call, errand)
                } else if snapshot != nil {
                    volume = try await create(volume, errand)
                }
                return try await Self.presentation.result(volume, in: cloud)
            }
        }
    }

    private func snapshot(_ call: APICall) async throws -> Resource? {
        guard let id = call.idIfGiven("snapshotid") else { return nil }
        return try await cloud.find(Snapshot.self, id, .owned, for: call.caller)
    }

    /// A data volume as the call describes it.
    func profile(
        _ call: APICall, named name: String, _ owner: Ownership, _ zone: Resource,
        from snapshot: Resource? = nil
    ) async throws -> Resource.Profile {
        var attributes: [String: JSONValue] = [
            "type": "DATADISK", "zonename": .string(zone.name), "storagetype": "shared",
            "provisioningtype": "thin", "isextractable": true, "destroyed": false,
            "displayvolume": .bool(call.boolean("displayvolume") ?? true),
            "hypervisor": "Simulator",
        ]
        if let snapshot {
            attributes["snapshotid"] = .string(snapshot.id)
            attributes["size"] = snapshot.profile.attributes["virtualsize"]
        }
        if let id = call.idIfGiven("diskofferingid") {
            let offering = try await cloud.find(DiskOffering.self, id, .everyone, for: call.caller)
            attributes["diskofferingid"] = .string(offering.id)
            attributes["diskofferingname"] = .string(offering.name)
            attributes["diskofferingdisplaytext"] = offering.profile.attributes["displaytext"]
            let size =
                offering.flag("iscustomized") ? call.integer("size") : offering.int("disksize")
            attributes["size"] = try .integer(Self.bytes(size))
        }
        guard attributes["size"] != nil else {
            throw APIError.missing("diskofferingid", in: call.command)
        }
        return owner.profile(name, zone: zone.id, attributes)
    }

    /// GiB as bytes, within reason.
    static func bytes(_ gibibytes: Int?) throws -> Int64 {
        guard let gibibytes, gibibytes > 0, gibibytes <= 1 << 20 else {
            throw APIError.invalid("size must be a number of GiB from 1 to 1048576")
        }
        return Int64(gibibytes) << 30
    }
}
