import PetrelCloud
import PetrelLedger
import PetrelPlugin
import PetrelStates
import PetrelTesting
import Testing

@testable import PetrelOrchestrator

/// Two thousand hosts in one process, whose orders take minutes of a time that passes at once.
@Suite struct ManyHostsTests {
    @Test(.timeLimit(.minutes(5)))
    func `hosts are lost and come back, a full zone refuses, a machine that stops is noticed`()
        async throws
    {
        let clock = VirtualClock()
        let time = Task { await clock.run() }
        var options = SimulatorAgent.Options()
        options.latency = .seconds(30) ... .seconds(300)
        let agent = SimulatorAgent(options, clock: clock)
        var size = TestCloud.size(hosts: 2_000, cores: 2)
        size.megabytesPerHost = 2_048
        let cloud = try await TestCloud(
            SQLiteLedger(path: TestCloud.path()), agent: agent, size: size)
        try await cloud.running {
            let admin = try await cloud.admin
            let hosts = try await cloud.cloud.everything(HostStatus.self).map(\.id)
            #expect(hosts.count == 2_000)
            let machines = try await deploy(10, in: cloud, as: admin)

            try await theirHostsAreLost(machines, cloud)
            try await allAreLost(but: 4, of: hosts, cloud)
            try await theZoneIsFull(cloud, admin)
            try await oneStops(cloud, admin)
            try await oneComesBack(hosts, cloud, admin)
        }
        time.cancel()
        await time.value
        #expect(clock.now.elapsed > .seconds(60))
        await cloud.ledger.close()
    }

    private func deploy(
        _ count: Int, in cloud: TestCloud, as caller: Caller
    ) async throws -> [String] {
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<count {
                group.addTask {
                    try await cloud.deploy("m\(number)", as: caller)["id"].text
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Every machine runs on another host afterwards.
    private func theirHostsAreLost(_ machines: [String], _ cloud: TestCloud) async throws {
        let before = try await cloud.ledger.lastSequence
        let places = try await places(cloud)
        for host in Set(places.values) { cloud.agent.lose(host: host) }
        try await cloud.wait(after: before, for: machines.count) {
            $0.type == "VM.START" && $0.outcome == .succeeded
        }
        let now = try await self.places(cloud)
        #expect(Set(now.keys) == Set(machines))
        #expect(Set(now.values).isDisjoint(with: Set(places.values)))
        for (machine, host) in now { #expect(cloud.agent.machines(on: host).contains(machine)) }
    }

    /// Hosts go until a handful is left; machines that find no room stay down, and an alert says so.
    private func allAreLost(
        but count: Int, of hosts: [String], _ cloud: TestCloud
    ) async throws {
        let before = try await cloud.ledger.lastSequence
        let up = try await cloud.cloud.everything(HostStatus.self, in: [.up]).map(\.id)
        let places = try await places(cloud)
        let left = Set(places.values.sorted().prefix(count))
        let lost = up.filter { !left.contains($0) }
        for host in lost { cloud.agent.lose(host: host) }
        try await cloud.wait(after: before, for: lost.count) {
            $0.resource?.kind == HostStatus.kind && $0.newState == "Down"
        }
        let moved = places.values.count { !left.contains($0) }
        try await cloud.wait(after: before, for: moved) {
            $0.resource?.kind == HAWork.kind && ["Done", "Error"].contains($0.newState)
        }
        // Two machines of a core and a GiB on each.
        let now = try await self.places(cloud)
        #expect(now.count == 2 * count)
        #expect(Set(now.values) == left)
        let alerts = try await cloud.list("listAlerts", ["name": "ALERT.USERVM"], as: cloud.admin)
        #expect(alerts.count == places.count - 2 * count)
    }

    private func theZoneIsFull(_ cloud: TestCloud, _ admin: Caller) async throws {
        let job = try await cloud.job(
            "deployVirtualMachine", cloud.machine("one-too-many", as: admin), as: admin)
        #expect(job["jobstatus"] == 2)
        #expect(job["jobresult"]?["errorcode"] == 533)
    }

    private func oneStops(_ cloud: TestCloud, _ admin: Caller) async throws {
        let before = try await cloud.ledger.lastSequence
        let machine = try #require(try await places(cloud).keys.sorted().first)
        cloud.agent.powerOff(machine: machine)
        let event = try await cloud.wait(after: before) {
            $0.resource?.id == machine && $0.newState == "Stopped"
        }
        #expect(event?.trigger == "FollowAgentPowerOffReport")
        // Its room is free again.
        let job = try await cloud.job("startVirtualMachine", ["id": machine], as: admin)
        #expect(job["jobstatus"] == 1)
    }

    private func oneComesBack(
        _ hosts: [String], _ cloud: TestCloud, _ admin: Caller
    ) async throws {
        let before = try await cloud.ledger.lastSequence
        let down = try await cloud.cloud.everything(HostStatus.self, in: [.down])[0]
        cloud.agent.restore(host: down.id)
        try await cloud.wait(after: before) {
            $0.resource?.id == down.id && $0.newState == "Up"
        }
        let machine = try await cloud.deploy("fits-again", as: admin)
        #expect(machine["hostid"].text == down.id)
    }

    /// Which machine runs where, as the ledger has it.
    private func places(_ cloud: TestCloud) async throws -> [String: String] {
        let machines = try await cloud.cloud.everything(VirtualMachine.self, in: [.running])
        return Dictionary(
            uniqueKeysWithValues: machines.map { machine in
                (machine.id, machine.profile.attributes["hostid"].text)
            })
    }
}
