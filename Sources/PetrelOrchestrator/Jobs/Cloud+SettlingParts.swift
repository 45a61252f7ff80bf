internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// What machines are made of and stand on, after a crash.
extension Cloud {
    func settleParts() async throws {
        try await forEach(ResourceQuery(kind: Nic.kind)) { card in
            for address in NetworkCards.addresses(of: card) {
                self.leases.note(address, in: card.text("networkid") ?? "")
            }
        }
        for card in try await everything(Nic.self, in: [.reserving]) {
            try await move(card, Nic.self, .operationFailed, for: .system)
        }
        for card in try await everything(Nic.self, in: [.releasing]) {
            try await move(card, Nic.self, .operationCompleted, for: .system)
        }
    }

    func settleStorage() async throws {
        try await settlePools()
        let busy: [Volume.State] = [
            .creating, .attaching, .resizing, .migrating, .snapshotting, .revertSnapshotting,
            .expunging, .uploadOp, .copying,
        ]
        for volume in try await everything(Volume.self, in: busy) {
            try await move(volume, Volume.self, .operationFailed, for: .system)
        }
        for volume in try await everything(Volume.self, in: [.expunged]) {
            try await remove(volume, for: .system)
        }
        try await forEach(ResourceQuery(kind: Volume.kind)) { self.storage.note($0) }
        try await settleSnapshots()
        for template in try await everything(Template.self, in: [.notUploaded]) {
            try await move(template, Template.self, .operationFailed, for: .system)
        }
        for volume in try await everything(Volume.self, in: [.notUploaded]) {
            try await move(volume, Volume.self, .operationFailed, for: .system)
        }
    }

    private func settleSnapshots() async throws {
        for snapshot in try await everything(Snapshot.self, in: [.allocated]) {
            let begun = try await move(snapshot, Snapshot.self, .createRequested, for: .system)
            try await move(begun, Snapshot.self, .operationFailed, for: .system)
        }
        let busy: [Snapshot.State] = [.creating, .backingUp, .copying, .destroying]
        for snapshot in try await everything(Snapshot.self, in: busy) {
            try await move(snapshot, Snapshot.self, .operationFailed, for: .system)
        }
        for snapshot in try await everything(Snapshot.self, in: [.destroyed]) {
            try await remove(snapshot, for: .system)
        }
    }

    private func settlePools() async throws {
        for pool in try await everything(StoragePool.self) {
            var pool = pool
            switch pool.state {
            case "Removed":
                try await remove(pool, for: .system)
                continue
            case "Initial":
                pool = try await move(pool, StoragePool.self, .initialize, for: .system)
                fallthrough
            case "Initialized":
                pool = try await move(
                    pool, StoragePool.self, .attachToHostClusterOrZone, for: .system)
            case "PrepareForMaintenance":
                pool = try await move(
                    pool, StoragePool.self, .managementServerRestart, for: .system)
            default: break
            }
            storage.add(pool)
        }
    }

    func settleNetworks() async throws {
        for network in try await everything(Network.self, in: [.implementing]) {
            try await move(network, Network.self, .operationFailed, for: .system)
        }
        for network in try await everything(Network.self, in: [.shutdown]) {
            try await move(network, Network.self, .operationSucceeded, for: .system)
        }
        for network in try await everything(Network.self, in: [.destroy]) {
            try await remove(network, for: .system)
        }
        for address in try await everything(PublicIPAddress.self, in: [.allocating]) {
            try await move(
                address, PublicIPAddress.self, .capacityOrLimitFailure, for: .system,
                edit: Addresses.forgetOwner)
        }
        for address in try await everything(PublicIPAddress.self, in: [.releasing]) {
            try await move(
                address, PublicIPAddress.self, .releaseSucceeded, for: .system,
                edit: Addresses.forgetOwner)
        }
    }

    func settleOwners() async throws {
        for domain in try await everything(Domain.self, in: [.inactive]) {
            try await move(domain, Domain.self, .deleteRefusedRollback, for: .system)
        }
        for account in try await everything(Account.self, in: [.removed]) {
            try await remove(account, for: .system)
        }
    }
}
