internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What happens by itself and has to be noticed: machines that stop, hosts that are lost.
///
/// A report waits until nothing is being done to its machine or host, and then the agent is asked again:
/// what is no longer so is not written down.
extension Cloud {
    func hearReports() async {
        for await report in agent.reports { await hear(report) }
    }

    func hear(_ report: AgentReport) async {
        switch report {
        case .machineStopped(let id, let host):
            await later(id) { try await self.noteStopped(id, on: host) }
        case .machineRuns(let id, let host):
            await later(id) { try await self.noteRunning(id, on: host) }
        case .hostLost(let id): await later(id) { try await self.noteLost(host: id) }
        case .hostBack(let id): await later(id) { try await self.noteBack(host: id) }
        }
    }

    private func later(
        _ lane: String, _ work: @escaping @Sendable () async throws -> Void
    ) async {
        // What cannot be written now comes up again when the server is started anew.
        let body: JobQueue.Body = { try? await work() }
        if !jobs.add(lane: lane, body) { await jobs.turn(in: lane) { await body() } }
    }

    private func noteStopped(_ id: String, on host: String) async throws {
        guard let machine = try await resource(VirtualMachine.self, id),
            machine.text("hostid") == host, machine.state == VirtualMachine.State.running.rawValue,
            try await agent.isRunning(id, on: host) == false
        else { return }
        try await noteStopped(machine, for: .system)
    }

    /// The machine is off, whoever turned it off.
    func noteStopped(_ machine: Resource, for errand: Errand) async throws {
        guard machine.state != VirtualMachine.State.stopped.rawValue else { return }
        _ = try await VirtualMachines(cloud: self).settleDown(
            machine, on: .followAgentPowerOffReport, errand)
    }

    /// The machine is on, here and perhaps no longer where it was.
    private func noteRunning(_ id: String, on hostID: String) async throws {
        guard let machine = try await resource(VirtualMachine.self, id),
            let host = try await resource(HostStatus.self, hostID),
            try await agent.isRunning(id, on: hostID)
        else { return }
        let runs = machine.state == VirtualMachine.State.running.rawValue
        guard !runs || machine.text("hostid") != hostID else { return }
        try await move(
            machine, VirtualMachine.self, runs ? .agentReportMigrated : .followAgentPowerOnReport,
            for: .system
        ) { $0.stand(on: host) }
        capacity.note(
            machine: id, on: hostID, cores: machine.int("cpunumber") ?? 1,
            megabytes: machine.int("memory") ?? 0)
        try await NetworkCards(cloud: self).reserve(of: id, .system)
    }

    /// The host is down and an alert tells of it; machines that want it are started elsewhere.
    private func noteLost(host id: String) async throws {
        guard let host = try await resource(HostStatus.self, id),
            host.state != HostStatus.State.down.rawValue
        else { return }
        if let load = capacity.load(of: id) { capacity.add(load.capacity, takesMachines: false) }
        let down = try await move(
            host, HostStatus.self, .hostDown, for: .system, telling: [Self.alert(host)]
        ) { $0.attributes["disconnected"] = .date(.now) }
        let occupying = Set(Self.occupying.map(\.rawValue))
        for machine in try await Hosts(cloud: self).machines(on: down)
        where occupying.contains(machine.state) {
            await later(machine.id) { try await self.noteLost(machine, with: down) }
        }
    }

    /// A machine that was moved away in the meantime is none of the lost ones.
    private func noteLost(_ machine: Resource, with host: Resource) async throws {
        let machine = try await current(machine)
        guard machine.text("hostid") == host.id,
            Self.occupying.map(\.rawValue).contains(machine.state)
        else { return }
        try await bringBack(try await work(on: machine, lostWith: host))
    }

    private static func alert(_ host: Resource) -> CloudEvent {
        .alert(
            "ALERT.COMPUTE.HOST", subject: "Host is down: \(host.name)",
            body:
                "Host \(host.name) does not answer. Machines with high availability are being restarted elsewhere.",
            level: .error, zone: host.profile.zone, pod: host.text("podid"),
            resource: host.reference, attributes: ["alertid": 7])
    }

    private func noteBack(host id: String) async throws {
        guard let host = try await resource(HostStatus.self, id),
            host.state != HostStatus.State.up.rawValue
        else { return }
        let connecting = try await move(host, HostStatus.self, .agentConnected, for: .system)
        let up = try await move(connecting, HostStatus.self, .ready, for: .system)
        let side = try await resource(HostResourceState.self, id)
        capacity.add(HostCapacity(up), takesMachines: side?.state == "Enabled")
    }
}
