internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Where volumes lie, and how they come there and away.
extension Volumes {
    /// On a pool, from whatever came before.
    @discardableResult
    func create(_ volume: Resource, _ errand: Errand) async throws -> Resource {
        let pool = try await pool(for: volume)
        do {
            let creating = try await cloud.move(
                volume, Volume.self, .createRequested, for: errand)
            return try await finish(
                creating, errand, on: try await host(of: volume),
                .storage("create", volume: volume.id)
            ) { $0.lie(on: pool, as: volume.id) }
        } catch {
            cloud.storage.release(volume: volume.id)
            throw error
        }
    }

    /// A pool with room for the volume, which takes it.
    func pool(for volume: Resource, wanted: String? = nil) async throws -> Resource {
        let claimed = cloud.storage.claim(
            for: volume.id, bytes: volume.int("size") ?? 0, zone: volume.profile.zone ?? "",
            pool: wanted)
        guard let claimed, let pool = try await cloud.resource(StoragePool.self, claimed) else {
            throw APIError.noCapacity(
                "insufficient storage capacity: no pool of the zone has room for \(volume.name)")
        }
        return pool
    }

    /// The host that has to do with a volume; none while nothing runs.
    func host(of volume: Resource) async throws -> String? {
        guard let id = volume.text("virtualmachineid") else { return nil }
        return try await cloud.resource(VirtualMachine.self, id)?.text("hostid")
    }

    /// Has the agent do it where a host is concerned, and moves the volume to where that leads.
    func finish(
        _ volume: Resource, _ errand: Errand, on host: String?, _ order: AgentOrder,
        _ edit: @escaping @Sendable (inout Resource.Profile) -> Void = { _ in }
    ) async throws -> Resource {
        do {
            if let host { try await cloud.agent.perform(order, on: host) }
        } catch {
            try await cloud.move(volume, Volume.self, .operationFailed, for: errand)
            throw error
        }
        return try await cloud.move(
            volume, Volume.self, .operationSucceeded, for: errand, edit: edit)
    }

    var upload: APICommand {
        APICommand(
            "uploadVolume", "Registers a volume by its address.", .asynchronous("VOLUME.UPLOAD"),
            roles: .everyone,
            parameters: [
                .string("name", required: true, "Its name."),
                .string("format", required: true, "QCOW2, RAW, VHD, OVA …"),
                .string("url", required: true, maximumLength: 2048, "Where it is fetched from."),
                .id("zoneid", of: Zone.kind, required: true, "Its zone."),
                .id("diskofferingid", of: DiskOffering.kind, "Its offering, with a size."),
                .string("account", "For whom."), .id("domainid", of: Domain.kind, "Its domain."),
                .string("checksum", "Its checksum."),
                .string("imagestoreuuid", "Taken for compatibility."),
                .id("projectid", of: Project.kind, "Projects are not served here."),
            ], response: .object("volume", Self.presentation.fields)
        ) { call in
            let owner = try await cloud.owner(for: call)
            try await Limits(cloud: cloud).check(.volumes, for: owner)
            let zone = try await cloud.find(
                Zone.self, call.id("zoneid"), .everyone, for: call.caller)
            _ = try Templates.checkedAddress(call)
            let id = EventID.next().description
            let profile = try await uploaded(call, owner, zone)
            let order = JobOrder(
                Action("VOLUME.UPLOAD", ResourceReference(ResourceKind(Volume.kind), id), profile),
                by: call)
            return try await cloud.submit(
                order,
                making: { [.creation(of: Volume.self, id: id, in: .allocated, profile, for: $0)] }
            ) { errand in
                guard let volume = try await cloud.resource(Volume.self, id) else {
                    throw APIError.notFound(Volume.kind, id)
                }
                let fetching = try await cloud.move(
                    volume, Volume.self, .uploadRequested, for: errand)
                let there = try await finish(
                    fetching, errand, on: nil, .storage("fetch", volume: id))
                return try await Self.presentation.result(there, in: cloud)
            }
        }
    }

    /// The simulated storage says of every file that it is as large as the offering, or 1 GiB.
    private func uploaded(
        _ call: APICall, _ owner: Ownership, _ zone: Resource
    ) async throws -> Resource.Profile {
        guard call.string("diskofferingid") == nil else {
            return try await profile(call, named: call.required("name"), owner, zone)
        }
        return owner.profile(
            try call.required("name"), zone: zone.id,
            [
                "type": "DATADISK", "zonename": .string(zone.name), "storagetype": "shared",
                "provisioningtype": "thin", "isextractable": true, "destroyed": false,
                "displayvolume": true, "hypervisor": "Simulator", "size": .integer(1 << 30),
            ])
    }

    var extract: APICommand {
        APICommand(
            "extractVolume", "Gives the address a volume could be fetched from.",
            .asynchronous("VOLUME.EXTRACT"), roles: .everyone,
            parameters: Extraction.parameters(of: Volume.kind, needsZone: true),
            response: .object("volume", Extraction.fields)
        ) { call in
            let volume = try await cloud.found(Self.presentation, call, "id")
            let order = JobOrder(
                Action("VOLUME.EXTRACT", on: volume), lane: Cloud.lane(of: volume), by: call)
            return try await cloud.submit(order) { _ in
                let volume = try await cloud.current(volume)
                guard volume.state == "Ready", volume.flag("isextractable") else {
                    throw APIError.unavailable("\(volume.name) is \(volume.state)")
                }
                return JobResult("volume", Extraction(of: volume, call).object)
            }
        }
    }
}

/// Where something could be fetched from. The simulated storage names an address at which nothing lies.
struct Extraction: Sendable {
    static let fields: [APIField] =
        .texts(
            "id", "name", "extractId", "status", "accountid", "resultstring", "state",
            "storagetype", "zoneid", "zonename", "extractMode", "url")
        + .integers("uploadpercentage") + .dates("created")

    static func parameters(of kind: String, needsZone: Bool) -> [APIParameter] {
        [
            .id("id", of: kind, required: true, "Which one."),
            .id("zoneid", of: Zone.kind, required: needsZone, "Its zone."),
            .string("mode", required: true, "HTTP_DOWNLOAD or FTP_UPLOAD."),
            .string("url", maximumLength: 2048, "Taken for compatibility."),
        ]
    }

    let object: JSONValue

    init(of resource: Resource, _ call: APICall) {
        let path = "\(resource.kind.lowercased())/\(resource.id)"
        var members: [String: JSONValue] = [
            "id": .string(resource.id), "name": .string(resource.name),
            "extractId": .string(resource.id), "state": "DOWNLOAD_URL_CREATED",
            "status": "Completed", "uploadpercentage": 100,
            "extractMode": .string(call.string("mode") ?? "HTTP_DOWNLOAD"),
            "url": .string("http://192.0.2.80/\(path)"), "created": .date(.now),
        ]
        members["accountid"] = resource.profile.owner.map { .string($0.account) }
        members["zoneid"] = resource.profile.zone.map { .string($0) }
        members["zonename"] = resource.profile.attributes["zonename"]
        object = .object(members)
    }
}
