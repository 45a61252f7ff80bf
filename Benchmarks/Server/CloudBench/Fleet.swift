internal import Foundation
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelServerTesting
internal import PetrelStates

/// Machines that are started and failed in turn, so that each can move any number of times.
struct Fleet: Sendable {
    let cloud: Cloud
    let ledger: SQLiteLedger
    let machines: [Resource]

    init(file: URL, machines count: Int, bus: EventBus, arrivals: Arrivals? = nil) async throws {
        ledger = try SQLiteLedger(path: file.path)
        var store: any Ledger = ledger
        if let arrivals { store = WatchedLedger(ledger: ledger, arrivals: arrivals) }
        cloud = try await Cloud.open(ledger: store, bus: bus, agent: SimulatorAgent())
        let samples = (0..<count).map {
            SampleMachine("vm-\(UUID().uuidString.lowercased())-\($0)")
        }
        machines = try await ledger.commit(Commit(changes: samples.map { $0.creation() })).resources
    }

    /// Each machine moves `rounds` times, all machines at once; what the machine, the ledger and the bus do.
    func moveAll(rounds: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for machine in machines {
                group.addTask { try await move(machine, rounds: rounds) }
            }
            try await group.waitForAll()
        }
    }

    func move(_ machine: Resource, rounds: Int) async throws {
        guard let now = try await ledger.resource(kind: machine.kind, id: machine.id) else {
            return
        }
        var machine = now
        for _ in 0..<rounds {
            let starts = machine.state == "Stopped"
            machine = try await cloud.move(
                machine, VirtualMachine.self, starts ? .startRequested : .operationFailed,
                to: starts ? nil : .stopped, for: .system)
        }
    }
}
