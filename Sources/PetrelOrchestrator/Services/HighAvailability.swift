internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// The work of bringing one machine back whose host was lost, told in its own life. It goes on where it
/// stood when the server ended in between.
extension Cloud {
    static let openWork: [HAWork.State] = [.scheduled, .investigating, .restarting]

    /// The work on this machine; a new one unless there is one already.
    func work(on machine: Resource, lostWith host: Resource) async throws -> Resource {
        let open = try await everything(HAWork.self, in: Self.openWork) { $0.parent = machine.id }
        if let work = open.first { return work }
        let profile = Resource.Profile(
            name: machine.name, zone: machine.profile.zone, parent: machine.id,
            attributes: ["hostid": .string(host.id), "hostname": .string(host.name)])
        let id = EventID.next().description
        return try await write([
            .creation(of: HAWork.self, id: id, in: .investigating, profile, for: .system)
        ])[0]
    }

    /// For a start of the server: what it finds is worked as soon as jobs are.
    func settleRestarts() async throws {
        for work in try await everything(HAWork.self, in: Self.openWork) {
            guard let machine = work.profile.parent else { continue }
            _ = jobs.add(lane: machine) { try? await self.bringBack(work) }
        }
    }

    /// From wherever the work stands to its end. To be called in the machine's turn.
    func bringBack(_ work: Resource) async throws {
        var work = work
        guard let id = work.profile.parent,
            let machine = try await resource(VirtualMachine.self, id)
        else {
            // Whoever expunged the machine in the meantime left nothing to be done.
            try await move(work, HAWork.self, .retriesExhausted, for: .system)
            return
        }
        if work.state == HAWork.State.investigating.rawValue {
            work = try await move(work, HAWork.self, .vmNotAlive, for: .system)
        }
        if Self.occupying.map(\.rawValue).contains(machine.state),
            machine.text("hostid") == work.text("hostid")
        {
            try await noteStopped(machine, for: .system)
        }
        guard machine.flag("haenable") else {
            try await move(
                work, HAWork.self, .finished, for: .system, telling: [Self.left(machine)])
            return
        }
        try await restart(machine, work)
    }

    /// How often hypervisors may refuse before nobody tries any longer.
    private static let tries = 3

    private func restart(_ machine: Resource, _ work: Resource) async throws {
        var work = work
        let action = Action("VM.START", on: machine)
        for attempt in 1...Self.tries {
            work = try await begin(work, action)
            var errand = Errand.system
            if let started = work.text("started").flatMap({ EventID($0) }) {
                errand = errand.following(started).beginning(with: started)
            }
            do {
                let lost = Set([work.text("hostid")].compactMap(\.self))
                _ = try await VirtualMachines(cloud: self).start(
                    try await current(machine), avoiding: lost, errand)
                try await move(
                    work, HAWork.self, .finished, for: errand,
                    telling: [action.event(.succeeded, for: errand)])
                return
            } catch is AgentError where attempt < Self.tries {
                work = try await move(work, HAWork.self, .retryLater, for: errand)
            } catch {
                let reason = APIFailure(error).error.text
                try await move(
                    work, HAWork.self, .gaveUp, for: errand,
                    telling: [
                        action.event(.failed, for: errand, reason: reason), Self.left(machine),
                    ])
                return
            }
        }
    }

    /// The action begins with its first try.
    private func begin(_ work: Resource, _ action: Action) async throws -> Resource {
        guard work.state == HAWork.State.scheduled.rawValue else { return work }
        guard work.text("started") == nil else {
            return try await move(work, HAWork.self, .startRestart, for: .system)
        }
        let started = EventID.next()
        return try await move(
            work, HAWork.self, .startRestart, for: .system,
            telling: [action.event(.started, for: .system, id: started)]
        ) { $0.attributes["started"] = .string(started.description) }
    }

    /// Told to the machine's owner too.
    private static func left(_ machine: Resource) -> CloudEvent {
        var alert = CloudEvent.alert(
            "ALERT.USERVM", subject: "Machine is down: \(machine.name)",
            body: "Machine \(machine.name) stopped when its host was lost, and was not restarted.",
            zone: machine.profile.zone, resource: machine.reference, attributes: ["alertid": 8])
        (alert.owner, alert.domainPath) = (machine.profile.owner, machine.profile.domainPath)
        return alert
    }
}
