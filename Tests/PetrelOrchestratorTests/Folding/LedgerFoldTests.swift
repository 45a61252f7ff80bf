import Foundation
import PetrelCloud
import PetrelLedger
import PetrelPlugin
import PetrelStates
import PetrelTesting
import Synchronization
import Testing

@testable import PetrelOrchestrator

/// After whatever tenants, operators and fate did, the events alone give the resource table.
@Suite struct LedgerFoldTests {
    /// How many sequences; `PETREL_FOLDS` says otherwise.
    private static let seeds =
        ProcessInfo.processInfo.environment["PETREL_FOLDS"].flatMap { UInt64($0) } ?? 3

    @Test(.timeLimit(.minutes(10)), arguments: 1...Self.seeds)
    func `events folded give the resource table`(seed: UInt64) async throws {
        let listeners = StateListeners()
        listeners.add(Grumbler(seed: seed))
        let cloud = try await TestCloud(
            SQLiteLedger(path: TestCloud.path()),
            agent: TestCloud.quickAgent(failing: 50, seed: seed), size: TestCloud.size(hosts: 6),
            listeners: listeners)
        var done: Set<String> = []
        try await cloud.running { done = try await Self.work(cloud, seed: seed) }
        // Many, and of many kinds, or there is not much to fold.
        #expect(done.count > 25)
        let events = try await cloud.everyEvent()
        var fold = LedgerFold(events)
        try await fold.compare(with: cloud.ledger)
        #expect(fold.faults == [])
        // Jobs that were refused a turn at the end stand still; their actions are open.
        let open = try await cloud.cloud.everything(AsyncJob.self, in: [.inProgress]).count
        if open == 0 { #expect(ActionFold(events).faults == []) }
        await cloud.ledger.close()
    }

    /// Two callers at once, until each has done enough. Which commands worked.
    private static func work(_ cloud: TestCloud, seed: UInt64) async throws -> Set<String> {
        let callers = [try await cloud.admin, try await cloud.account("ann")]
        return await withTaskGroup(of: Set<String>.self) { group in
            for (number, caller) in callers.enumerated() {
                group.addTask {
                    var calls = RandomCalls(cloud, caller, seed: seed * 31 + UInt64(number))
                    for _ in 0..<250 { await calls.next() }
                    return calls.done
                }
            }
            return await group.reduce(into: []) { $0.formUnion($1) }
        }
    }
}

/// Objects now and then, as a plug-in may.
private final class Grumbler: StateListener {
    private let random: Mutex<SeededRandom>

    init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

    func willTransition(_ change: StateChange, context: TransitionContext) throws {
        // Jobs end whatever anybody thinks of it.
        guard change.kind != AsyncJob.kind, change.kind != HAWork.kind else { return }
        let objects = random.withLock { Int.random(in: 0..<40, using: &$0) == 0 }
        if objects { throw APIError.unavailable("not now") }
    }
}
