public import PetrelCloud
internal import PetrelLedger

/// What has waited long enough goes.
extension Cloud {
    /// A destroyed machine can be recovered for a day.
    static let expungeDelay: Duration = .seconds(86_400)
    /// A finished job can be asked for a day.
    static let jobRetention: Duration = .seconds(86_400)

    func sweepRegularly() async throws {
        while !Task.isCancelled {
            try await options.clock.sleep(for: .seconds(60))
            let now = Timestamp.now
            // What cannot be written now is tried again in a minute.
            try? await expunge(destroyedBefore: now.advanced(by: .zero - Self.expungeDelay))
            try? await deleteVolumes(destroyedBefore: now.advanced(by: .zero - Self.expungeDelay))
            try? await forgetJobs(finishedBefore: now.advanced(by: .zero - Self.jobRetention))
        }
    }

    /// Expunges machines that were destroyed before that time, in turn with jobs on them.
    public func expunge(destroyedBefore time: Timestamp) async throws {
        for machine in try await everything(VirtualMachine.self, in: [.destroyed, .expunging])
        where machine.changed < time {
            _ = jobs.add(lane: machine.id) {
                guard let now = try? await self.current(machine),
                    now.state == "Destroyed" || now.state == "Expunging"
                else { return }
                _ = try? await self.act(
                    Action("VM.EXPUNGE", on: now), for: .system, inSteps: true
                ) { errand in
                    try await VirtualMachines(cloud: self).expunge(now, errand)
                }
            }
        }
    }

    /// Deletes volumes that were destroyed before that time and not recovered.
    public func deleteVolumes(destroyedBefore time: Timestamp) async throws {
        for volume in try await everything(Volume.self, in: [.destroy]) where volume.changed < time
        {
            await jobs.turn(in: volume.id) {
                guard let now = try? await self.current(volume), now.state == "Destroy" else {
                    return
                }
                _ = try? await self.act(
                    Action("VOLUME.DELETE", on: now), for: .system, inSteps: true
                ) { errand in
                    try await Volumes(cloud: self).delete(now, errand)
                }
            }
        }
    }

    /// Removes the records of jobs that ended before that time. Their events stay.
    public func forgetJobs(finishedBefore time: Timestamp) async throws {
        let ended: [AsyncJob.State] = [.succeeded, .failed, .cancelled]
        var query = ResourceQuery(kind: AsyncJob.kind)
        query.states = ended.map(\.rawValue)
        // Oldest first, and what is left over comes next time.
        query.ascending = true
        query.limit = 1_000
        for job in try await ledger.resources(query).elements where job.changed < time {
            try await remove(job, for: .system)
            shownResults.forget(job: job.id)
        }
    }
}
