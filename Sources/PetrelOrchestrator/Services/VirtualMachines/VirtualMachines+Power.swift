internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// On, off, again.
extension VirtualMachines {
    var power: [APICommand] {
        [
            cloud.changing(
                "startVirtualMachine", "Starts a virtual machine.", "VM.START", Self.presentation,
                [.id("hostid", of: HostStatus.kind, roles: .admin, "The host to start it on.")]
            ) { machine, call, errand in
                try await start(machine, on: call.idIfGiven("hostid"), errand)
            },
            cloud.changing(
                "stopVirtualMachine", "Stops a virtual machine.", "VM.STOP", Self.presentation,
                [.boolean("forced", "Pull the plug.")]
            ) { machine, call, errand in
                try await stop(machine, forced: call.boolean("forced") ?? false, errand)
            },
            cloud.changing(
                "rebootVirtualMachine", "Reboots a virtual machine.", "VM.REBOOT",
                Self.presentation, [.boolean("forced", "Off and on again.")]
            ) { machine, _, errand in
                guard machine.state == VirtualMachine.State.running.rawValue,
                    let host = machine.text("hostid")
                else { throw APIError.unavailable("\(machine.name) does not run: start it") }
                try await cloud.agent.perform(.reboot(machine: machine.id), on: host)
                return machine
            },
            migrate, migrateWithVolumes,
        ]
    }

    /// A machine that runs already is left as it is.
    func start(
        _ machine: Resource, on wanted: String? = nil, avoiding avoided: Set<String> = [],
        _ errand: Errand
    ) async throws -> Resource {
        guard machine.state != VirtualMachine.State.running.rawValue else { return machine }
        // Asked before room is taken, so that a wrong state is the answer and not a full zone.
        let starting = try await cloud.move(
            machine, VirtualMachine.self, .startRequested, for: errand)
        do {
            return try await bringUp(starting, on: wanted, avoiding: avoided, errand)
        } catch {
            cloud.capacity.release(machine: machine.id)
            try await NetworkCards(cloud: cloud).release(of: machine.id, errand)
            try await cloud.move(
                starting, VirtualMachine.self, .operationFailed, for: errand
            ) { $0.stand(on: nil) }
            throw error
        }
    }

    /// On the first host that can be reached, unless one is wanted.
    private func bringUp(
        _ machine: Resource, on wanted: String?, avoiding avoided: Set<String>, _ errand: Errand
    ) async throws -> Resource {
        var (machine, avoided) = (machine, avoided)
        while true {
            let host = try await place(machine, as: machine.id, on: wanted, avoiding: avoided)
            do {
                return try await bringUp(machine, on: host, errand)
            } catch AgentError.unreachable where wanted == nil {
                // Lost, and not yet known to be.
                avoided.insert(host.id)
                machine = try await cloud.move(
                    machine, VirtualMachine.self, .operationRetry, for: errand
                ) { $0.stand(on: nil) }
            }
        }
    }

    private func bringUp(
        _ machine: Resource, on host: Resource, _ errand: Errand
    ) async throws -> Resource {
        // Written before the order goes out, so that after a crash the right host is asked.
        let placed = try await cloud.revise(machine, for: errand) { $0.stand(on: host) }
        try await NetworkCards(cloud: cloud).reserve(of: machine.id, errand)
        for volume in try await cloud.everything(
            Volume.self, in: [.allocated], { $0.parent = machine.id })
        {
            try await Volumes(cloud: cloud).create(volume, errand)
        }
        try await cloud.agent.perform(.start(machine: machine.id), on: host.id)
        return try await cloud.move(placed, VirtualMachine.self, .operationSucceeded, for: errand)
    }

    /// A host with room for the machine; the room is taken in the name of `claim`.
    func place(
        _ machine: Resource, as claim: String, on wanted: String? = nil,
        avoiding avoided: Set<String> = []
    ) async throws -> Resource {
        let (cores, megabytes) = (machine.int("cpunumber") ?? 1, machine.int("memory") ?? 0)
        let claimed = cloud.capacity.claim(
            for: claim, cores: cores, megabytes: megabytes, zone: machine.profile.zone ?? "",
            host: wanted, avoiding: avoided)
        guard let claimed, let host = try await cloud.resource(HostStatus.self, claimed) else {
            cloud.capacity.release(machine: claim)
            throw APIError.noCapacity(
                "Unable to create a deployment for VM instance \(machine.name) (\(machine.id)): "
                    + "insufficient server capacity, no host of the zone has \(cores) cores and "
                    + "\(megabytes) MiB free: free some or add a host")
        }
        return host
    }

    /// A machine that is stopped already is left as it is.
    func stop(_ machine: Resource, forced: Bool, _ errand: Errand) async throws -> Resource {
        guard machine.state != VirtualMachine.State.stopped.rawValue else { return machine }
        let stopping = try await cloud.move(
            machine, VirtualMachine.self, .stopRequested, for: errand)
        do {
            if let host = machine.text("hostid") {
                try await cloud.agent.perform(
                    .stop(machine: machine.id, forced: forced), on: host)
            }
        } catch {
            try await cloud.move(stopping, VirtualMachine.self, .operationFailed, for: errand)
            throw error
        }
        return try await settleDown(stopping, on: .operationSucceeded, errand)
    }

    /// The machine is off: its host and its addresses' reservations are free again.
    func settleDown(
        _ machine: Resource, on trigger: VirtualMachine.Trigger, _ errand: Errand
    ) async throws -> Resource {
        try await NetworkCards(cloud: cloud).release(of: machine.id, errand)
        let stopped = try await cloud.move(
            machine, VirtualMachine.self, trigger, for: errand
        ) { $0.leaveHost() }
        cloud.capacity.release(machine: machine.id)
        return stopped
    }
}
