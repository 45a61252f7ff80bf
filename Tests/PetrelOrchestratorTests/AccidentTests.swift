import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
internal import PetrelStates
import Testing

@Suite struct AccidentTests {
    @Test func `a lost host is told of and its machines run elsewhere`() async throws {
        try await TestCloud.run { cloud in
            let machine = try await cloud.deploy("web", as: cloud.admin)
            let (id, host) = (machine["id"].text, machine["hostid"].text)
            let before = try await cloud.ledger.lastSequence
            cloud.agent.lose(host: host)
            try await cloud.wait(after: before) {
                $0.type == "VM.START" && $0.outcome == .succeeded
            }

            let now = try await cloud.ledger.resource(kind: VirtualMachine.kind, id: id)
            #expect(now?.state == "Running")
            #expect(now?.profile.attributes["hostid"] != .string(host))
            let lost = try await cloud.ledger.resource(kind: HostStatus.kind, id: host)
            #expect(lost?.state == "Down")
            let alerts = try await cloud.list("listAlerts", as: cloud.admin)
            #expect(alerts.map { $0["name"].text } == ["ALERT.COMPUTE.HOST"])
            let work = try await cloud.ledger.resources(ResourceQuery(kind: HAWork.kind)).elements
            #expect(work.map(\.state) == ["Done"])
        }
    }

    @Test func `a machine that stops by itself is noticed`() async throws {
        try await TestCloud.run { cloud in
            let id = try await cloud.deploy("web", as: cloud.admin)["id"].text
            cloud.agent.powerOff(machine: id)
            let event = try await cloud.wait { $0.trigger == "FollowAgentPowerOffReport" }
            #expect(event?.newState == "Stopped")
            #expect(event?.actor?.userName == "system")
        }
    }

    @Test func `work that a dead server left is failed once`() async throws {
        let path = try TestCloud.path()
        let first = try await TestCloud.open(path)
        let admin = try await first.admin
        // Accepted, but nobody works.
        guard
            case .job(let job, id: let id?) = try await first.call(
                "deployVirtualMachine", first.machine("web", as: admin), as: admin)
        else { return #expect(Bool(false)) }
        await first.ledger.close()

        let second = try await TestCloud.open(path)
        let record = try await second.ledger.resource(kind: AsyncJob.kind, id: job)
        #expect(record?.state == "FAILED")
        let ends = try await second.events(id).filter {
            $0.category == .action && $0.outcome?.isFinal == true
        }
        #expect(ends.map(\.outcome) == [.failed])
        await second.ledger.close()

        let third = try await TestCloud.open(path)
        #expect(try await third.ledger.lastSequence == second.ledger.lastSequence)
        await third.ledger.close()
    }

    @Test func `a machine left starting is settled by asking the agent`() async throws {
        let path = try TestCloud.path()
        var options = SimulatorAgent.Options()
        options.latency = .seconds(1) ... .seconds(1)
        let stuck = SimulatorAgent(options, clock: StuckClock())
        let first = try await TestCloud.open(path, agent: stuck)
        // Never ends, since its job never does.
        let runner = Task { try await first.cloud.run() }
        defer { runner.cancel() }
        let admin = try await first.admin
        guard
            case .job(_, id: let id?) = try await first.call(
                "deployVirtualMachine", first.machine("web", as: admin), as: admin)
        else { return #expect(Bool(false)) }
        // The card has its address just before the order goes out.
        try await first.wait { $0.resource?.kind == "Volume" && $0.newState == "Creating" }
        await first.ledger.close()
        let second = try await TestCloud.open(path)
        let machine = try await second.ledger.resource(kind: VirtualMachine.kind, id: id)
        #expect(machine?.state == "Running")
        let settled = try await second.events(id).last { $0.category == .resourceState }
        #expect(settled?.trigger == "FollowAgentPowerOnReport")
        await second.ledger.close()
    }
}

/// A clock on which time never passes.
struct StuckClock: Clock {
    typealias Instant = ContinuousClock.Instant
    var now: Instant { ContinuousClock.now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let (stream, _) = AsyncStream.makeStream(of: Never.self)
        for await _ in stream {}
        throw CancellationError()
    }
}
