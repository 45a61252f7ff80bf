internal import PetrelCloud
internal import PetrelLedger

/// What goes with an account. Each thing waits for what is being done to it.
extension Accounts {
    func stopMachines(of account: Resource, _ errand: Errand) async throws {
        let machines = try await cloud.everything(
            VirtualMachine.self, in: [.running], { $0.account = account.id })
        try await each(machines) { machine in
            guard machine.state == VirtualMachine.State.running.rawValue else { return }
            _ = try await VirtualMachines(cloud: cloud).stop(machine, forced: true, errand)
        }
    }

    /// Everything it owns, its users, and the account itself.
    func delete(_ account: Resource, _ errand: Errand) async throws {
        try await deleteMachines(of: account, errand)
        let mine: (inout ResourceQuery) -> Void = { $0.account = account.id }
        try await each(try await cloud.everything(Snapshot.self, mine)) {
            try await Snapshots(cloud: cloud).delete($0, errand)
        }
        try await each(try await cloud.everything(Volume.self, mine)) {
            try await Volumes(cloud: cloud).deleteAttached($0, errand)
        }
        try await each(try await cloud.everything(Template.self, mine)) {
            try await cloud.remove($0, for: errand)
        }
        try await each(try await cloud.everything(ISO.self, mine)) {
            try await cloud.remove($0, for: errand)
        }
        try await each(try await cloud.everything(PublicIPAddress.self, mine)) {
            try await Addresses(cloud: cloud).release($0, errand)
        }
        try await each(try await cloud.everything(Network.self, mine)) {
            try await Networks(cloud: cloud).delete($0, errand)
        }
        try await each(try await cloud.everything(SSHKeyPair.self, mine)) {
            try await cloud.remove($0, for: errand)
        }
        try await each(try await cloud.everything(User.self, mine)) {
            try await cloud.remove($0, for: errand)
        }
        let ended = try await cloud.move(account, Account.self, .delete, for: errand)
        try await cloud.remove(ended, for: errand)
    }

    private func deleteMachines(of account: Resource, _ errand: Errand) async throws {
        let machines = VirtualMachines(cloud: cloud)
        try await each(
            try await cloud.everything(VirtualMachine.self) { $0.account = account.id }
        ) { machine in
            let free = try await cloud.revise(machine, for: errand) {
                $0.attributes["deleteprotection"] = false
            }
            let destroyed = try await machines.destroy(free, errand)
            _ = try await machines.expunge(destroyed, errand)
        }
    }

    /// What is gone by the time it is its turn needs nothing any more.
    private func each(
        _ resources: [Resource], _ body: (Resource) async throws -> Void
    ) async throws {
        for resource in resources {
            try await cloud.jobs.turn(in: Cloud.lane(of: resource)) {
                let now = try await cloud.ledger.resource(kind: resource.kind, id: resource.id)
                if let now, now.removed == nil { try await body(now) }
            }
        }
    }
}
