import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
internal import PetrelStates
import PetrelTesting
import Testing

@Suite struct LedgerFoldTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `events folded give the resource table`(seed: UInt64) async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.admin
            var random = SeededRandom(seed: seed)
            var machines: [String] = []
            for step in 0..<25 {
                if machines.count < 2 || Int.random(in: 0..<6, using: &random) == 0 {
                    machines.append(try await cloud.deploy("m\(step)", as: admin)["id"].text)
                }
                let id = machines.randomElement(using: &random)!
                let command = commands.randomElement(using: &random)!
                if Int.random(in: 0..<5, using: &random) == 0 { cloud.agent.powerOff(machine: id) }
                // Refusals are part of it.
                let key = command == "migrateVirtualMachine" ? "virtualmachineid" : "id"
                _ = try? await cloud.job(command, [key: id], as: admin)
            }
            try await check(cloud)
        }
    }

    private let commands = [
        "startVirtualMachine", "stopVirtualMachine", "rebootVirtualMachine",
        "destroyVirtualMachine", "expungeVirtualMachine", "migrateVirtualMachine",
    ]

    private func check(_ cloud: TestCloud) async throws {
        struct Place: Equatable {
            var version: Int64
            var state: String?
        }
        var folded: [ResourceReference: Place] = [:]
        for event in try await cloud.events() {
            guard let version = event.resourceVersion, let resource = event.resource else {
                continue
            }
            let before = folded[resource]
            #expect(version == (before?.version ?? 0) + 1)
            #expect(event.oldState == before?.state)
            folded[resource] = Place(version: version, state: event.newState)
        }
        for (reference, place) in folded {
            let stored = try #require(
                try await cloud.ledger.resource(kind: reference.kind, id: reference.id))
            #expect(stored.version == place.version)
            #expect(place.state == (stored.removed == nil ? stored.state : nil))
        }
        var query = ResourceQuery(kind: VirtualMachine.kind)
        query.includesRemoved = true
        let stored = try await cloud.ledger.count(query)
        #expect(stored == folded.keys.count { $0.kind == VirtualMachine.kind })
    }
}
