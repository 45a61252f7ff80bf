internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Another size, another place.
extension Volumes {
    var sizes: [APICommand] { [resize, migrate, update] }

    private var resize: APICommand {
        cloud.changing(
            "resizeVolume", "Gives a volume another size.", "VOLUME.RESIZE", Self.presentation,
            [
                .long("size", "Its new size in GiB."),
                .id("diskofferingid", of: DiskOffering.kind, "Its new offering."),
                .boolean("shrinkok", "Whether it may become smaller."),
            ]
        ) { volume, call, errand in
            let (size, offering) = try await newSize(call)
            let old = volume.int("size") ?? 0
            if size < old, call.boolean("shrinkok") != true {
                throw APIError.invalid("the volume would shrink: say shrinkok=true if you mean it")
            }
            let edit: @Sendable (inout Resource.Profile) -> Void = { profile in
                profile.attributes["size"] = .integer(Int64(size))
                guard let offering else { return }
                profile.attributes["diskofferingid"] = .string(offering.id)
                profile.attributes["diskofferingname"] = .string(offering.name)
            }
            guard volume.state == "Ready" else {
                return try await cloud.revise(volume, for: errand, edit)
            }
            guard cloud.storage.resize(volume.id, to: size) else {
                throw APIError.noCapacity(
                    "insufficient storage capacity: the volume's pool has no room for it to grow")
            }
            do {
                let resizing = try await cloud.move(
                    volume, Volume.self, .resizeRequested, for: errand)
                return try await finish(
                    resizing, errand, on: try await host(of: volume),
                    .storage("resize", volume: volume.id), edit)
            } catch {
                _ = cloud.storage.resize(volume.id, to: old)
                throw error
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

    private var migrate: APICommand {
        cloud.changing(
            "migrateVolume", "Moves a volume to another pool.", "VOLUME.MIGRATE",
            Self.presentation, id: "volumeid", roles: .admin,
            [
                .id("storageid", of: StoragePool.kind, required: true, "The pool."),
                .boolean("livemigrate", "Taken for compatibility; a running one moves too."),
                .id("newdiskofferingid", of: DiskOffering.kind, "Its offering from then on."),
            ]
        ) { volume, call, errand in
            let moved = try await move(volume, to: call.id("storageid"), errand)
            guard let id = call.idIfGiven("newdiskofferingid") else { return moved }
            let offering = try await cloud.find(DiskOffering.self, id, .everyone, for: call.caller)
            return try await cloud.revise(moved, for: errand) {
                $0.attributes["diskofferingid"] = .string(offering.id)
                $0.attributes["diskofferingname"] = .string(offering.name)
            }
        }
    }

    func move(_ volume: Resource, to id: String, _ errand: Errand) async throws -> Resource {
        guard volume.text("storageid") != id else { return volume }
        let migrating = try await cloud.move(
            volume, Volume.self, .migrationRequested, for: errand)
        do {
            let pool = try await pool(for: volume, wanted: id)
            return try await finish(
                migrating, errand, on: try await host(of: volume),
                .storage("migrate", volume: volume.id)
            ) { $0.lie(on: pool) }
        } catch {
            // What it took on its old pool it takes again.
            cloud.storage.note(volume)
            let now = try await cloud.current(volume)
            if now.state == Volume.State.migrating.rawValue {
                try await cloud.move(now, Volume.self, .operationFailed, for: errand)
            }
            throw error
        }
    }

    private var update: APICommand {
        cloud.changing(
            "updateVolume", "Changes what is known of a volume.", "VOLUME.UPDATE",
            Self.presentation,
            [
                .string("name", "Its name."),
                .boolean("deleteprotection", "Whether it cannot be deleted."),
                .boolean("displayvolume", roles: .admin, "Whether its owner is shown it."),
                .string("path", roles: .admin, "Where it lies on its pool."),
                .string("chaininfo", roles: .admin, "What its image builds on."),
            ],
            finding: Cloud.Finder { call in
                try await cloud.find(Volume.self, call.id("id"), .owned, for: call.caller)
            }
        ) { volume, call, errand in
            try await cloud.revise(volume, for: errand) { profile in
                if let name = call.string("name") { profile.name = name }
                profile.take(flags: ["deleteprotection", "displayvolume"], from: call)
                profile.take(texts: ["path", "chaininfo"], from: call)
            }
        }
    }
}
