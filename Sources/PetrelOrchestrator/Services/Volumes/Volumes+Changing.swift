internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

extension Volumes {
    var attach: APICommand {
        cloud.changing(
            "attachVolume", "Attaches a data volume to a machine.", "VOLUME.ATTACH",
            Self.presentation,
            [
                .id("virtualmachineid", of: VirtualMachine.kind, required: true, "The machine."),
                .long("deviceid", "Its place there; the next free one."),
            ]
        ) { volume, call, errand in
            try await attach(volume, to: call.id("virtualmachineid"), call, errand)
        }
    }

    func attach(
        _ volume: Resource, to id: String, _ call: APICall, _ errand: Errand
    ) async throws -> Resource {
        guard volume.text("virtualmachineid") == nil else {
            throw APIError.inUse("\(volume.name) is attached already: detach it first")
        }
        let machine = try await cloud.find(VirtualMachine.self, id, .owned, for: call.caller)
        guard machine.state == "Running" || machine.state == "Stopped" else {
            throw APIError.unavailable("\(machine.name) is \(machine.state)")
        }
        var volume = volume
        if volume.state == "Allocated" { volume = try await create(volume, errand) }
        let taken = try await cloud.everything(Volume.self) { $0.parent = machine.id }
            .compactMap { $0.int("deviceid") }
        let device = call.integer("deviceid") ?? (1...).first { !taken.contains($0) } ?? 1
        guard !taken.contains(device) else {
            throw APIError.inUse("device \(device) of \(machine.name) is taken")
        }
        let attaching = try await cloud.move(volume, Volume.self, .attachRequested, for: errand)
        return try await finish(
            attaching, errand, on: machine.text("hostid"),
            .attach(volume: volume.id, to: machine.id)
        ) { profile in
            profile.parent = machine.id
            profile.attributes["virtualmachineid"] = .string(machine.id)
            profile.attributes["deviceid"] = .integer(Int64(device))
            profile.attributes["attached"] = .date(.now)
        }
    }

    var detach: APICommand {
        APICommand(
            "detachVolume", "Detaches a volume from its machine.", .asynchronous("VOLUME.DETACH"),
            roles: .everyone,
            parameters: [
                .id("id", of: Volume.kind, "The volume."),
                .long("deviceid", "Its place, with virtualmachineid."),
                .id("virtualmachineid", of: VirtualMachine.kind, "The machine, with deviceid."),
            ], response: .object("volume", Self.presentation.fields)
        ) { call in
            let volume = try await named(call)
            let order = JobOrder(
                Action("VOLUME.DETACH", on: volume), lane: Cloud.lane(of: volume), by: call)
            return try await cloud.submit(order) { errand in
                let volume = try await cloud.current(volume)
                guard volume.text("virtualmachineid") != nil else {
                    throw APIError.invalid("\(volume.name) is not attached")
                }
                guard volume.text("type") != "ROOT" else {
                    throw APIError.invalid("a root volume cannot be detached")
                }
                let free = try await letGo(volume, errand)
                return try await Self.presentation.result(free, in: cloud)
            }
        }
    }

    private func named(_ call: APICall) async throws -> Resource {
        if let id = call.idIfGiven("id") {
            return try await cloud.find(Volume.self, id, .owned, for: call.caller)
        }
        guard let machine = call.idIfGiven("virtualmachineid"),
            let device = call.integer("deviceid")
        else { throw APIError.missing("id", in: call.command) }
        _ = try await cloud.find(VirtualMachine.self, machine, .owned, for: call.caller)
        let volumes = try await cloud.everything(Volume.self) { $0.parent = machine }
        guard let found = volumes.first(where: { $0.int("deviceid") == device }) else {
            throw APIError.notFound(Volume.kind, "\(device)")
        }
        return found
    }

    /// Takes the volume from its machine.
    func letGo(_ volume: Resource, _ errand: Errand) async throws -> Resource {
        if let id = volume.text("virtualmachineid"),
            let host = try await cloud.resource(VirtualMachine.self, id)?.text("hostid")
        {
            try await cloud.agent.perform(.detach(volume: volume.id, from: id), on: host)
        }
        return try await cloud.revise(volume, for: errand) { profile in
            profile.parent = nil
            for name in ["virtualmachineid", "deviceid", "attached"] {
                profile.attributes[name] = nil
            }
        }
    }

    var resize: APICommand {
        cloud.changing(
            "resizeVolume", "Gives a volume another size.", "VOLUME.RESIZE", Self.presentation,
            [
                .long("size", "Its new size in GiB."),
                .id("diskofferingid", of: DiskOffering.kind, "Its new offering."),
                .boolean("shrinkok", "Whether it may become smaller."),
            ]
        ) { volume, call, errand in
            let (size, offering) = try await newSize(call)
            if size < volume.int("size") ?? 0, call.boolean("shrinkok") != true {
                throw APIError.invalid("the volume would shrink: say shrinkok=true if you mean it")
            }
            guard volume.state == "Ready" else {
                return try await cloud.revise(volume, for: errand) {
                    $0.attributes["size"] = .integer(Int64(size))
                }
            }
            let resizing = try await cloud.move(volume, Volume.self, .resizeRequested, for: errand)
            let host = try await host(of: volume)
            return try await finish(
                resizing, errand, on: host, .storage("resize", volume: volume.id)
            ) { profile in
                profile.attributes["size"] = .integer(Int64(size))
                if let offering {
                    profile.attributes["diskofferingid"] = .string(offering.id)
                    profile.attributes["diskofferingname"] = .string(offering.name)
                }
            }
        }
    }

    private func newSize(_ call: APICall) async throws -> (Int, Resource?) {
        guard let id = call.idIfGiven("diskofferingid") else {
            return (Int(try Self.bytes(call.integer("size"))), nil)
        }
        let offering = try await cloud.find(DiskOffering.self, id, .everyone, for: call.caller)
        let size = offering.flag("iscustomized") ? call.integer("size") : offering.int("disksize")
        return (Int(try Self.bytes(size)), offering)
    }

    var delete: APICommand {
        cloud.acting(
            away: "deleteVolume", "Deletes a volume for good.", "VOLUME.DELETE", Self.presentation,
            inSteps: true
        ) { volume, _, errand in
            guard volume.text("virtualmachineid") == nil else {
                throw APIError.inUse("\(volume.name) is attached: detach it first")
            }
            try await delete(volume, errand)
        }
    }

    /// On a pool, from whatever came before.
    @discardableResult
    func create(_ volume: Resource, _ errand: Errand) async throws -> Resource {
        let pools = try await cloud.everything(StoragePool.self, in: [.up]) {
            $0.zone = volume.profile.zone
        }
        guard let pool = StoragePools.roomiest(pools, for: volume.int("size") ?? 0) else {
            throw APIError.noCapacity("no storage pool of the zone has room for \(volume.name)")
        }
        let creating = try await cloud.move(volume, Volume.self, .createRequested, for: errand)
        return try await finish(
            creating, errand, on: try await host(of: volume),
            .storage("create", volume: volume.id)
        ) { profile in
            profile.attributes["storageid"] = .string(pool.id)
            profile.attributes["storage"] = .string(pool.name)
            profile.attributes["path"] = .string(volume.id)
        }
    }

    /// Destroyed, expunged and removed, from any state at rest.
    func delete(_ volume: Resource, _ errand: Errand) async throws {
        var volume = volume
        if volume.state != "Destroy" {
            volume = try await cloud.move(volume, Volume.self, .destroyRequested, for: errand)
        }
        volume = try await cloud.move(volume, Volume.self, .expungingRequested, for: errand)
        volume = try await cloud.move(volume, Volume.self, .operationSucceeded, for: errand)
        try await cloud.remove(volume, for: errand)
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
}
