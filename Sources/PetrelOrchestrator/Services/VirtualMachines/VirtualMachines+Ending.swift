internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Destroying, with a way back, and expunging, without.
extension VirtualMachines {
    var endings: [APICommand] {
        [
            cloud.changing(
                "destroyVirtualMachine", "Destroys a machine; it can be recovered until expunged.",
                "VM.DESTROY", Self.presentation,
                [
                    .boolean("expunge", "No way back."),
                    .ids("volumeids", of: Volume.kind, "Data volumes to delete with it."),
                ]
            ) { machine, call, errand in
                if call.boolean("expunge") == true, call.caller.role == .user {
                    throw APIError.forbidden("only administrators expunge: leave expunge out")
                }
                let destroyed = try await destroy(machine, errand)
                try await deleteVolumes(call.ids("volumeids"), of: machine, errand)
                guard call.boolean("expunge") == true else { return destroyed }
                return try await expunge(destroyed, errand)
            },
            cloud.ending(
                "expungeVirtualMachine", "Removes a machine for good.", "VM.EXPUNGE",
                Self.presentation, roles: [.admin, .resourceAdmin, .domainAdmin]
            ) { machine, _, errand in
                _ = try await expunge(machine, errand)
            },
            cloud.acting(
                "recoverVirtualMachine", "Brings a destroyed machine back, stopped.", "VM.RECOVER",
                Self.presentation, roles: [.admin, .resourceAdmin, .domainAdmin]
            ) { machine, _, errand in
                try await cloud.move(machine, VirtualMachine.self, .recoveryRequested, for: errand)
            },
        ]
    }

    func destroy(_ machine: Resource, _ errand: Errand) async throws -> Resource {
        if machine.flag("deleteprotection") {
            throw APIError.forbidden("\(machine.name) is protected: lift deleteprotection first")
        }
        switch machine.state {
        case "Destroyed", "Expunging": return machine
        case "Error":
            return try await cloud.move(
                machine, VirtualMachine.self, .destroyRequested, for: errand)
        case "Running":
            let stopped = try await stop(machine, forced: true, errand)
            return try await cloud.move(
                stopped, VirtualMachine.self, .destroyRequested, for: errand)
        default:
            return try await cloud.move(
                machine, VirtualMachine.self, .destroyRequested, for: errand)
        }
    }

    func expunge(_ machine: Resource, _ errand: Errand) async throws -> Resource {
        var machine = machine
        if machine.state == "Running" { machine = try await stop(machine, forced: true, errand) }
        try await Addresses(cloud: cloud).disableStaticNAT(to: machine, errand)
        if machine.state != "Expunging" {
            machine = try await cloud.move(
                machine, VirtualMachine.self, .expungeOperation, for: errand)
        }
        let volumes = Volumes(cloud: cloud)
        for volume in try await cloud.everything(Volume.self, { $0.parent = machine.id }) {
            if volume.text("type") == "ROOT" {
                try await volumes.deleteAttached(volume, errand)
            } else {
                _ = try await volumes.letGo(volume, errand)
            }
        }
        try await NetworkCards(cloud: cloud).remove(of: machine.id, errand)
        return try await cloud.remove(machine, for: errand)
    }

    private func deleteVolumes(
        _ ids: [String], of machine: Resource, _ errand: Errand
    ) async throws {
        let volumes = Volumes(cloud: cloud)
        for volume in try await cloud.everything(Volume.self, { $0.parent = machine.id })
        where ids.contains(volume.id) && volume.text("type") != "ROOT" {
            try await volumes.delete(try await volumes.letGo(volume, errand), errand)
        }
    }
}
