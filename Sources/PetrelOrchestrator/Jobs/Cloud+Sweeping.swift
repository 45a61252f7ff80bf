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
            try await Task.sleep(for: .seconds(60))
            let now = Timestamp.now
            // What cannot be written now is tried again in a minute.
            try? await expunge(destroyedBefore: now.advanced(by: .zero - Self.expungeDelay))
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
                _ = try? await self.act(Action("VM.EXPUNGE", on: now), for: .system) { errand in
                    try await VirtualMachines(cloud: self).expunge(now, errand)
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
        }
    }
}
