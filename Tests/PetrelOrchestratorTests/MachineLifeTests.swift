import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import Testing

@Suite struct MachineLifeTests {
    @Test func `a whole life tells of each step in order`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.admin
            let id = try await cloud.deploy("web", as: admin)["id"].text
            for command in ["stopVirtualMachine", "startVirtualMachine"] {
                #expect(try await cloud.job(command, ["id": id], as: admin)["jobstatus"] == 1)
            }
            let end = try await cloud.job(
                "destroyVirtualMachine", ["id": id, "expunge": "true"], as: admin)
            #expect(end["jobstatus"] == 1)

            let events = try await cloud.events(id)
            let actions = events.filter { $0.category == .action }
            #expect(
                actions.map { "\($0.type) \($0.outcome!)" } == [
                    "VM.CREATE created", "VM.CREATE scheduled", "VM.CREATE started",
                    "VM.CREATE succeeded", "VM.STOP scheduled", "VM.STOP started",
                    "VM.STOP succeeded", "VM.START scheduled", "VM.START started",
                    "VM.START succeeded", "VM.DESTROY scheduled", "VM.DESTROY started",
                    "VM.DESTROY succeeded",
                ])
            let states = events.filter {
                $0.category == .resourceState && $0.oldState != $0.newState
            }
            #expect(
                states.map { $0.newState ?? "gone" } == [
                    "Stopped", "Starting", "Running", "Stopping", "Stopped", "Starting", "Running",
                    "Stopping", "Stopped", "Destroyed", "Expunging", "gone",
                ])
        }
    }

    @Test func `every state change names the job and the action it follows from`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.admin
            let id = try await cloud.deploy("web", as: admin)["id"].text
            let events = try await cloud.events(id)
            let started = try #require(
                events.first { $0.outcome == .started && $0.category == .action })
            let scheduled = try #require(
                events.first { $0.outcome == .scheduled && $0.category == .action })
            let submitted = try #require(events.first { $0.type == "submit" })
            #expect(scheduled.cause?.event == submitted.id)
            #expect(started.cause?.event == scheduled.id)
            for event in events where event.trigger != nil {
                #expect(event.cause?.event == started.id)
                #expect(event.cause?.job == submitted.cause?.job)
            }
            #expect(events.allSatisfy { $0.actor?.userName == "admin" })
        }
    }

    @Test func `versions have no holes`() async throws {
        try await TestCloud.run { cloud in
            let id = try await cloud.deploy("web", as: cloud.admin)["id"].text
            let versions = try await cloud.events(id).compactMap(\.resourceVersion)
            #expect(versions == (1...Int64(versions.count)).map { $0 })
        }
    }

    @Test func `a full zone refuses`() async throws {
        try await TestCloud.run(hosts: 1, cores: 2) { cloud in
            let admin = try await cloud.admin
            for name in ["a", "b"] {
                #expect(try await cloud.deploy(name, as: admin)["state"] == "Running")
            }
            let refused = try await cloud.deploy("c", as: admin)
            #expect(refused["jobstatus"] == 2)
            #expect(refused["jobresultcode"] == 533)
        }
    }

    @Test func `an order that fails leaves the machine where it was`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.admin
            let id = try await cloud.deploy("web", as: admin)["id"].text
            cloud.agent.fail(.stop(machine: id, forced: false))
            let job = try await cloud.job("stopVirtualMachine", ["id": id], as: admin)
            #expect(job["jobstatus"] == 2)
            let machine = try await cloud.ledger.resource(kind: VirtualMachine.kind, id: id)
            #expect(machine?.state == "Running")
            let ends = try await cloud.events(id).filter {
                $0.type == "VM.STOP" && $0.outcome!.isFinal
            }
            #expect(ends.map(\.outcome) == [.failed])
        }
    }

    @Test func `jobs on one machine come one after the other`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.admin
            let id = try await cloud.deploy("web", as: admin)["id"].text
            let before = try await cloud.ledger.lastSequence
            for _ in 0..<3 {
                _ = try await cloud.call("stopVirtualMachine", ["id": id], as: admin)
                _ = try await cloud.call("startVirtualMachine", ["id": id], as: admin)
            }
            var ended = 0
            try await cloud.wait(after: before) { event in
                if event.type == "complete" { ended += 1 }
                return ended == 6
            }
            var running = 0
            for event in try await cloud.events(id) where event.category == .action {
                if event.outcome == .started { running += 1 }
                if event.outcome?.isFinal == true { running -= 1 }
                #expect(running <= 1)
            }
        }
    }
}
