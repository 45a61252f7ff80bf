internal import PetrelCloud
internal import PetrelLedger

/// A host is emptied for work on it.
extension Hosts {
    func prepare(_ host: Resource, _ errand: Errand) async throws -> Resource {
        let preparing = try await cloud.move(
            try await side(of: host), HostResourceState.self, .adminAskMaintenance, for: errand)
        cloud.capacity.add(HostCapacity(host), takesMachines: false)
        do {
            for machine in try await self.machines(on: host) {
                try await moveAway(machine, from: host, errand)
            }
        } catch {
            // Whoever wants to try once more asks again.
            try await cloud.move(
                preparing, HostResourceState.self, .unableToMaintain, for: errand)
            throw error
        }
        try await cloud.move(
            preparing, HostResourceState.self, .internalEnterMaintenance, for: errand)
        return host
    }

    /// After what is being done to the machine, if it is still there then.
    private func moveAway(
        _ machine: Resource, from host: Resource, _ errand: Errand
    ) async throws {
        try await cloud.jobs.turn(in: machine.id) {
            let machine = try await cloud.current(machine)
            guard machine.text("hostid") == host.id,
                machine.state == VirtualMachine.State.running.rawValue
            else { return }
            _ = try await VirtualMachines(cloud: cloud).migrate(machine, to: nil, errand)
        }
    }

    func machines(on host: Resource) async throws -> [Resource] {
        try await cloud.everything(VirtualMachine.self) { $0.parent = host.id }
    }
}
