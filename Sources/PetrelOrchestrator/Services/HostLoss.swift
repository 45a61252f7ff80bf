internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What happens by itself and has to be noticed: machines that stop, hosts that are lost.
extension Cloud {
    func hearReports() async {
        for await report in agent.reports {
            // A report that cannot be written now comes up again when the server is started anew.
            try? await hear(report)
        }
    }

    func hear(_ report: AgentReport) async throws {
        switch report {
        case .machineStopped(let id, let host): try await noteStopped(id, on: host)
        case .machineRuns(let id, _):
            if let machine = try await resource(VirtualMachine.self, id) {
                try await move(
                    machine, VirtualMachine.self, .followAgentPowerOnReport, for: .system)
            }
        case .hostLost(let id): try await noteLost(host: id)
        case .hostBack(let id): try await noteBack(host: id)
        }
    }

    private func noteStopped(_ id: String, on host: String) async throws {
        guard let machine = try await resource(VirtualMachine.self, id),
            machine.text("hostid") == host, machine.state == "Running"
        else { return }
        try await noteStopped(machine, for: .system)
    }

    /// The machine is off, whoever turned it off.
    func noteStopped(_ machine: Resource, for errand: Errand) async throws {
        guard machine.state != "Stopped" else { return }
        _ = try await VirtualMachines(cloud: self).settleDown(
            machine, on: .followAgentPowerOffReport, errand)
    }

    /// The host is down and an alert tells of it; machines that want it are started elsewhere.
    private func noteLost(host id: String) async throws {
        guard let host = try await resource(HostStatus.self, id), host.state != "Down" else {
            return
        }
        if let load = capacity.load(of: id) { capacity.add(load.capacity, takesMachines: false) }
        let down = try await move(
            host, HostStatus.self, .hostDown, for: .system, telling: [Self.alert(host)]
        ) { $0.attributes["disconnected"] = .date(.now) }
        let lost = try await Hosts(cloud: self).machines(on: down)
        for machine in lost where Self.occupying.contains(machine.state) {
            try await recover(machine, from: down)
        }
    }

    private static func alert(_ host: Resource) -> CloudEvent {
        .alert(
            "ALERT.COMPUTE.HOST", subject: "Host is down: \(host.name)",
            body:
                "Host \(host.name) does not answer. Machines with high availability are being restarted elsewhere.",
            level: .error, zone: host.profile.zone, pod: host.text("podid"),
            resource: host.reference, attributes: ["alertid": 7])
    }

    /// The work of bringing one machine back, told in its own life.
    private func recover(_ machine: Resource, from host: Resource) async throws {
        let profile = Resource.Profile(
            name: machine.name, zone: machine.profile.zone, parent: machine.id,
            attributes: ["hostid": .string(host.id), "hostname": .string(host.name)])
        let id = EventID.next().description
        var work = try await write([
            .creation(of: HAWork.self, id: id, in: .investigating, profile, for: .system)
        ])[0]
        work = try await move(work, HAWork.self, .vmNotAlive, for: .system)
        try await noteStopped(machine, for: .system)
        guard machine.flag("haenable") else {
            try await move(work, HAWork.self, .finished, for: .system, telling: [left(machine)])
            return
        }
        work = try await move(work, HAWork.self, .startRestart, for: .system)
        try await restart(machine, work, avoiding: host.id)
    }

    private func restart(_ machine: Resource, _ work: Resource, avoiding host: String) async throws
    {
        let action = Action("VM.START", on: machine)
        let started = EventID.next()
        try await tell([action.event(.started, for: .system, id: started)])
        let errand = Errand.system.following(started)
        let lane = machine.id
        let body: JobQueue.Body = {
            do {
                let now = try await self.current(machine)
                _ = try await VirtualMachines(cloud: self).start(now, avoiding: host, errand)
                try await self.move(
                    work, HAWork.self, .finished, for: errand,
                    telling: [action.event(.succeeded, for: errand)])
            } catch {
                let reason = APIFailure(error).error.text
                _ = try? await self.move(
                    work, HAWork.self, .gaveUp, for: errand,
                    telling: [
                        action.event(.failed, for: errand, reason: reason), self.left(machine),
                    ])
            }
        }
        if !jobs.add(lane: lane, body) { await body() }
    }

    private func left(_ machine: Resource) -> CloudEvent {
        .alert(
            "ALERT.USERVM", subject: "Machine is down: \(machine.name)",
            body: "Machine \(machine.name) stopped when its host was lost, and was not restarted.",
            zone: machine.profile.zone, resource: machine.reference, attributes: ["alertid": 8])
    }

    private func noteBack(host id: String) async throws {
        guard let host = try await resource(HostStatus.self, id), host.state != "Up" else { return }
        let connecting = try await move(host, HostStatus.self, .agentConnected, for: .system)
        let up = try await move(connecting, HostStatus.self, .ready, for: .system)
        let side = try await resource(HostResourceState.self, id)
        capacity.add(HostCapacity(up), takesMachines: side?.state == "Enabled")
    }
}
