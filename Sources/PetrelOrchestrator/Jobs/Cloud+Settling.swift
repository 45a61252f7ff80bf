internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What an earlier run left half done is brought to an end before anything new begins.
///
/// Jobs have failed, since nobody works them any more. Machines are where their hosts say they are.
/// Everything else that was on its way goes back where it came from, or on where no way leads back.
extension Cloud {
    func settle() async throws {
        try await failLeftJobs()
        try await failLeftActions()
        try await settleHosts()
        try await settleParts()
        try await settleStorage()
        try await settleNetworks()
        try await settleOwners()
        try await settleMachines()
        try await settleRestarts()
    }

    private func failLeftJobs() async throws {
        let ending = JobEnding(
            .unavailable("the server was restarted while the job ran: check, then try again"),
            .managementServerRestart)
        for job in try await everything(AsyncJob.self, in: [.inProgress]) {
            let record = JobRecord(job)
            var action = Action(record.type, record.resource, nil)
            if let reference = record.resource {
                let resource = try await ledger.resource(
                    kind: reference.kind, id: reference.id)
                action = Action(record.type, reference, resource?.profile ?? job.profile)
            }
            let errand = record.errand
            let complete = CloudEvent.job(
                job.id, .complete, .failed, command: record.command, commandType: record.type,
                on: record.resource, by: errand.actor, owner: job.profile.owner,
                resultCode: ending.code, result: ending.value, domainPath: job.profile.domainPath,
                cause: errand.action)
            let failed = action.event(.failed, for: errand, reason: ending.reason)
            try await move(
                job, AsyncJob.self, ending.trigger, for: errand, telling: [failed, complete],
                edit: ending.note)
        }
    }

    /// The agent learns of the hosts and of what should run there; hosts that were being added are there.
    private func settleHosts() async throws {
        let running = try await everything(
            VirtualMachine.self, in: [.starting, .running, .stopping, .migrating])
        let byHost = Dictionary(grouping: running) { $0.text("hostid") ?? "" }
        for host in try await everything(HostStatus.self) {
            let machines = (byHost[host.id] ?? []).map(\.id)
            await agent.connect(HostCapacity(host), expecting: machines)
            try await settle(host: host)
        }
    }

    private func settle(host: Resource) async throws {
        var host = host
        let side = try await settleSide(of: host)
        switch host.state {
        case "Removed":
            try await write([.removal(of: host, for: .system)])
            return await agent.disconnect(host: host.id)
        case "Creating":
            host = try await move(host, HostStatus.self, .agentConnected, for: .system)
            host = try await move(host, HostStatus.self, .ready, for: .system)
        case "Connecting": host = try await move(host, HostStatus.self, .ready, for: .system)
        case "Down":
            // Back while nobody looked, if it answers at all.
            guard (try? await agent.isRunning("", on: host.id)) != nil else { break }
            host = try await move(host, HostStatus.self, .agentConnected, for: .system)
            host = try await move(host, HostStatus.self, .ready, for: .system)
        default: break
        }
        capacity.add(
            HostCapacity(host), takesMachines: host.state == "Up" && side?.state == "Enabled")
    }

    private func settleSide(of host: Resource) async throws -> Resource? {
        guard let side = try await resource(HostResourceState.self, host.id) else { return nil }
        switch side.state {
        case _ where host.state == "Removed":
            return try await remove(side, for: .system)
        case "Creating":
            return try await move(side, HostResourceState.self, .internalCreated, for: .system)
        case "PrepareForMaintenance", "ErrorInPrepareForMaintenance":
            // Nobody tries any longer.
            return try await move(side, HostResourceState.self, .unableToMaintain, for: .system)
        default: return side
        }
    }

    static let occupying: [VirtualMachine.State] = [.starting, .running, .stopping, .migrating]

    private func settleMachines() async throws {
        for machine in try await everything(VirtualMachine.self, in: Self.occupying) {
            try await settle(machine: machine)
        }
        for machine in try await everything(VirtualMachine.self, in: [.expunging]) {
            // What cannot be ended now is tried again by the sweep.
            _ = try? await VirtualMachines(cloud: self).expunge(machine, .system)
        }
    }

    /// The agent says whether a machine runs, and where.
    private func settle(machine: Resource) async throws {
        let hosts = [machine.text("migratingto"), machine.text("hostid")].compactMap(\.self)
        for id in hosts where (try? await agent.isRunning(machine.id, on: id)) == true {
            return try await settle(machine, runningOn: id)
        }
        if let id = machine.text("hostid"), let host = try await resource(HostStatus.self, id),
            host.state == HostStatus.State.down.rawValue
        {
            // Brought back elsewhere as soon as jobs are worked.
            _ = try await work(on: machine, lostWith: host)
            return
        }
        try await noteStopped(machine, for: .system)
    }

    private func settle(_ machine: Resource, runningOn id: String) async throws {
        capacity.note(
            machine: machine.id, on: id, cores: machine.int("cpunumber") ?? 1,
            megabytes: machine.int("memory") ?? 0)
        guard machine.state != VirtualMachine.State.running.rawValue else { return }
        let host = try await resource(HostStatus.self, id)
        try await move(machine, VirtualMachine.self, .followAgentPowerOnReport, for: .system) {
            $0.stand(on: host)
        }
    }
}

/// What is written in a job's record.
struct JobRecord: Sendable {
    let type: EventType
    let command: String
    let resource: ResourceReference?
    let errand: Errand

    init(_ job: Resource) {
        type = EventType(job.text("eventtype") ?? "*")
        command = job.text("cmd") ?? ""
        if let kind = job.text("jobinstancetype"), let id = job.text("jobinstanceid") {
            resource = ResourceReference(ResourceKind(kind), id)
        } else {
            resource = nil
        }
        let cause = job.text("started") ?? job.text("scheduled")
        var errand = Errand(
            actor: CloudEvent.Actor(
                user: job.text("userid") ?? "", account: job.profile.owner?.account ?? "",
                userName: job.text("username"), accountName: job.profile.owner?.accountName),
            job: job.id, action: cause.flatMap { EventID($0) })
        errand.first = job.text("first").flatMap { EventID($0) }
        self.errand = errand
    }
}

extension HostCapacity {
    init(_ host: Resource) {
        self.init(
            id: host.id, zone: host.profile.zone ?? "", cores: host.int("cpunumber") ?? 0,
            megabytes: (host.int("memorytotal") ?? 0) / 1_048_576)
    }
}
