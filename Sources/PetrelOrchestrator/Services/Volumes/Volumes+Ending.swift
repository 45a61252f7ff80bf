internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Destroying, with a way back, and deleting, without.
extension Volumes {
    var endings: [APICommand] {
        [
            cloud.acting(
                away: "deleteVolume", "Deletes a volume for good.", "VOLUME.DELETE",
                Self.presentation, inSteps: true
            ) { volume, _, errand in try await delete(volume, errand) },
            cloud.changing(
                "destroyVolume", "Destroys a volume; it can be recovered until expunged.",
                "VOLUME.DESTROY", Self.presentation, [.boolean("expunge", "No way back.")]
            ) { volume, call, errand in
                if call.boolean("expunge") == true, call.caller.role == .user {
                    throw APIError.forbidden("only administrators expunge: leave expunge out")
                }
                let destroyed = try await destroy(volume, errand)
                guard call.boolean("expunge") == true else { return destroyed }
                return try await delete(destroyed, errand)
            },
            cloud.acting(
                "recoverVolume", "Brings a destroyed volume back.", "VOLUME.RECOVER",
                Self.presentation, inSteps: true
            ) { volume, _, errand in
                // What was never on a pool cannot be ready there.
                let volume = try await cloud.move(
                    volume, Volume.self, .recoverRequested, for: errand)
                return volume.text("storageid") == nil
                    ? try await create(volume, errand) : volume
            },
        ]
    }

    private func destroy(_ volume: Resource, _ errand: Errand) async throws -> Resource {
        if volume.state == Volume.State.destroy.rawValue { return volume }
        if volume.flag("deleteprotection") {
            throw APIError.forbidden("\(volume.name) is protected: lift deleteprotection first")
        }
        return try await cloud.move(
            volume, Volume.self, .destroyRequested, for: errand, unless: .attached)
    }

    /// Destroyed, expunged and removed, from any state at rest, unless it is attached.
    @discardableResult
    func delete(_ volume: Resource, _ errand: Errand) async throws -> Resource {
        var volume = try await destroy(volume, errand)
        volume = try await cloud.move(volume, Volume.self, .expungingRequested, for: errand)
        volume = try await cloud.move(volume, Volume.self, .operationSucceeded, for: errand)
        cloud.storage.release(volume: volume.id)
        return try await cloud.remove(volume, for: errand)
    }

    /// The same of a volume that goes with its machine.
    func deleteAttached(_ volume: Resource, _ errand: Errand) async throws {
        guard volume.state != Volume.State.destroy.rawValue else {
            try await delete(volume, errand)
            return
        }
        let gone = try await cloud.move(
            volume, Volume.self, .destroyRequested, for: errand, edit: { $0.leaveMachine() })
        try await delete(gone, errand)
    }
}

extension Objection {
    static let attached = Objection { volume in
        guard volume.text("virtualmachineid") == nil else {
            throw APIError.inUse("\(volume.name) is attached: detach it first")
        }
    }
}
