internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What an earlier run left half done is brought to an end before anything new begins.
extension Cloud {
    func settle() async throws {
        try await failLeftJobs()
        let machines = try await everything(
            VirtualMachine.self, in: [.starting, .running, .stopping, .migrating])
        try await connectHosts(machines)
        for machine in machines { try await settle(machine: machine) }
        for nic in try await everything(Nic.self) { try await settle(nic: nic) }
        try await settleTransients()
    }

    /// Jobs have their servers; those of a server that died have failed.
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
                job, AsyncJob.self, ending.trigger, for: errand, telling: [failed, complete]
            ) { profile in
                profile.attributes["jobresult"] = ending.value
                profile.attributes["jobresultcode"] = .integer(ending.code)
                profile.attributes["completed"] = .date(.now)
            }
        }
    }

    private func connectHosts(_ machines: [Resource]) async throws {
        let byHost = Dictionary(grouping: machines) { $0.text("hostid") ?? "" }
        for host in try await everything(HostStatus.self) {
            let capacity = HostCapacity(host)
            let side = try await ledger.resource(kind: HostResourceState.kind, id: host.id)
            let takes = host.state == "Up" && side?.state == "Enabled"
            self.capacity.add(capacity, takesMachines: takes)
            await agent.connect(capacity, expecting: (byHost[host.id] ?? []).map(\.id))
        }
    }

    static let occupying: Set<String> = ["Starting", "Running", "Stopping", "Migrating"]

    /// The agent says whether a machine that was being moved runs.
    private func settle(machine: Resource) async throws {
        guard let host = machine.text("hostid") else {
            return try await noteStopped(machine, for: .system)
        }
        capacity.note(
            machine: machine.id, on: host, cores: machine.int("cpunumber") ?? 1,
            megabytes: machine.int("memory") ?? 0)
        guard machine.state != "Running" else { return }
        if (try? await agent.isRunning(machine.id, on: host)) == true {
            try await move(machine, VirtualMachine.self, .followAgentPowerOnReport, for: .system)
        } else {
            try await noteStopped(machine, for: .system)
        }
    }

    private func settle(nic: Resource) async throws {
        if let address = nic.text("ipaddress"), let network = nic.text("networkid") {
            leases.note(address, in: network)
        }
        switch nic.state {
        case "Reserving":
            try await move(nic, Nic.self, .operationFailed, for: .system)
        case "Releasing":
            try await move(nic, Nic.self, .operationCompleted, for: .system)
        default: break
        }
    }

    /// Everything else goes back where it came from.
    private func settleTransients() async throws {
        let volumes: [Volume.State] = [
            .creating, .attaching, .resizing, .migrating, .snapshotting, .revertSnapshotting,
            .expunging,
        ]
        for volume in try await everything(Volume.self, in: volumes) {
            try await move(volume, Volume.self, .operationFailed, for: .system)
        }
        for snapshot in try await everything(
            Snapshot.self, in: [.creating, .backingUp, .destroying])
        {
            try await move(snapshot, Snapshot.self, .operationFailed, for: .system)
        }
        for network in try await everything(Network.self, in: [.implementing]) {
            try await move(network, Network.self, .operationFailed, for: .system)
        }
        for address in try await everything(PublicIPAddress.self, in: [.allocating]) {
            try await move(address, PublicIPAddress.self, .capacityOrLimitFailure, for: .system)
        }
        for address in try await everything(PublicIPAddress.self, in: [.releasing]) {
            try await move(address, PublicIPAddress.self, .releaseSucceeded, for: .system)
        }
        for domain in try await everything(Domain.self, in: [.inactive]) {
            try await move(domain, Domain.self, .deleteRefusedRollback, for: .system)
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
        errand = Errand(
            actor: CloudEvent.Actor(
                user: job.text("userid") ?? "", account: job.profile.owner?.account ?? "",
                userName: job.text("username"), accountName: job.profile.owner?.accountName),
            job: job.id, action: cause.flatMap { EventID($0) })
    }
}

extension HostCapacity {
    init(_ host: Resource) {
        self.init(
            id: host.id, zone: host.profile.zone ?? "", cores: host.int("cpunumber") ?? 0,
            megabytes: (host.int("memorytotal") ?? 0) / 1_048_576)
    }
}
