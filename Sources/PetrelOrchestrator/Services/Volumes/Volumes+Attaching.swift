internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// To machines and from them. Both wait for what is being done to the machine.
extension Volumes {
    var attach: APICommand {
        cloud.changing(
            "attachVolume", "Attaches a data volume to a machine.", "VOLUME.ATTACH",
            Self.presentation,
            [
                .id("virtualmachineid", of: VirtualMachine.kind, required: true, "The machine."),
                .long("deviceid", "Its place there; the next free one."),
            ], lane: .named(by: "virtualmachineid")
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
        let volume = try await ready(volume, errand)
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

    /// On a pool, wherever it was before.
    private func ready(_ volume: Resource, _ errand: Errand) async throws -> Resource {
        switch volume.state {
        case "Allocated": return try await create(volume, errand)
        case "Uploaded":
            let pool = try await pool(for: volume)
            let copying = try await cloud.move(volume, Volume.self, .copyRequested, for: errand)
            return try await finish(
                copying, errand, on: nil, .storage("copy", volume: volume.id)
            ) { $0.lie(on: pool, as: volume.id) }
        default: return volume
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
        return try await cloud.revise(volume, for: errand) { $0.leaveMachine() }
    }
}

extension Resource.Profile {
    /// A volume that is attached nowhere any more.
    mutating func leaveMachine() {
        parent = nil
        for name in ["virtualmachineid", "deviceid", "attached"] { attributes[name] = nil }
    }

    /// A volume on this pool; on none without one.
    mutating func lie(on pool: Resource?, as path: String? = nil) {
        attributes["storageid"] = pool.map { .string($0.id) }
        attributes["storage"] = pool.map { .string($0.name) }
        attributes["path"] = pool == nil ? nil : path.map { .string($0) } ?? attributes["path"]
        attributes["podid"] = pool?.profile.attributes["podid"]
        attributes["clusterid"] = pool?.profile.attributes["clusterid"]
    }
}
