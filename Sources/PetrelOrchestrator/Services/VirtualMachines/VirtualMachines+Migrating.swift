internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Elsewhere, while it runs.
extension VirtualMachines {
    var migrate: APICommand {
        cloud.changing(
            "migrateVirtualMachine", "Moves a running machine to another host.", "VM.MIGRATE",
            Self.presentation, id: "virtualmachineid", roles: .admin,
            [
                .id("hostid", of: HostStatus.kind, "The host to move it to."),
                .id(
                    "storageid", of: StoragePool.kind, "The pool to move a stopped one's disks to."),
                .boolean("autoselect", "Let the server choose the host."),
            ]
        ) { machine, call, errand in
            if let pool = call.idIfGiven("storageid") {
                try await moveDisks(of: machine, to: { _ in pool }, errand)
                return try await cloud.current(machine)
            }
            return try await migrate(machine, to: call.idIfGiven("hostid"), errand)
        }
    }

    var migrateWithVolumes: APICommand {
        cloud.changing(
            "migrateVirtualMachineWithVolume", "Moves a machine, and its disks to other pools.",
            "VM.MIGRATE", Self.presentation, id: "virtualmachineid", roles: .admin,
            [
                .id("hostid", of: HostStatus.kind, "The host to move it to."),
                .map("migrateto", "Pairs of a volume and the pool it goes to: volume and pool."),
                .boolean("autoselect", "Let the server choose the host."),
            ]
        ) { machine, call, errand in
            let pools = call.maps("migrateto").reduce(into: [String: String]()) { pools, entry in
                if let volume = entry["volume"]?.lowercased(), let pool = entry["pool"] {
                    pools[volume] = pool.lowercased()
                }
            }
            try await moveDisks(of: machine, to: { pools[$0.id] }, errand)
            let runs = machine.state == VirtualMachine.State.running.rawValue
            return runs
                ? try await migrate(machine, to: call.idIfGiven("hostid"), errand)
                : try await cloud.current(machine)
        }
    }

    private func moveDisks(
        of machine: Resource, to pool: (Resource) -> String?, _ errand: Errand
    ) async throws {
        let volumes = Volumes(cloud: cloud)
        for volume in try await cloud.everything(
            Volume.self, in: [.ready], { $0.parent = machine.id })
        {
            guard let pool = pool(volume), pool != volume.text("storageid") else { continue }
            _ = try await volumes.move(volume, to: pool, errand)
        }
    }

    /// Room is taken on both hosts until the machine is on one of them.
    func migrate(_ machine: Resource, to wanted: String?, _ errand: Errand) async throws -> Resource
    {
        guard machine.state == VirtualMachine.State.running.rawValue,
            let source = machine.text("hostid")
        else {
            throw APIError.unavailable("\(machine.name) does not run: start it on the other host")
        }
        guard wanted != source else { return machine }
        let claim = machine.id + "/migration"
        let host = try await place(machine, as: claim, on: wanted, avoiding: [source])
        defer { cloud.capacity.release(machine: claim) }
        // Where it goes is written first, so that after a crash both hosts are asked.
        let migrating = try await cloud.move(
            machine, VirtualMachine.self, .migrationRequested, for: errand
        ) { $0.attributes["migratingto"] = .string(host.id) }
        do {
            try await cloud.agent.perform(
                .receive(machine: machine.id, from: source), on: host.id)
        } catch {
            try await cloud.move(migrating, VirtualMachine.self, .operationFailed, for: errand) {
                $0.attributes["migratingto"] = nil
            }
            throw error
        }
        let there = try await cloud.move(
            migrating, VirtualMachine.self, .operationSucceeded, for: errand
        ) { $0.stand(on: host) }
        cloud.capacity.note(
            machine: machine.id, on: host.id, cores: machine.int("cpunumber") ?? 1,
            megabytes: machine.int("memory") ?? 0)
        return there
    }
}
