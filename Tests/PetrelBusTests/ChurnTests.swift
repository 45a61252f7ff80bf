import Foundation
import PetrelBus
import PetrelTesting
import Synchronization
import Testing

/// Posting, subscribing and cancelling from several threads at once. `make test-tsan` runs these under the thread
/// sanitizer.
@Suite(.serialized)
struct ChurnTests {
    private static let rounds = 400

    /// Runs a body on so many threads and waits for all of them.
    private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) async {
        await withTaskGroup { group in
            for number in 0..<count {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            body(number)
                            continuation.resume()
                        }
                    }
                }
            }
        }
    }

    @Test func `whoever stays subscribed gets every event once, while others come and go`() async {
        let bus = EventBus()
        let sums = (0..<4).map { _ in Sum() }
        let stable = sums.map { sum in bus.subscribe(to: Number.self) { sum.add($0.value) } }
        await onThreads(4) { thread in
            for round in 0..<Self.rounds {
                bus.post(Number(value: 1))
                let passing = bus.subscribe(to: Number.self) { _ in }
                if round.isMultiple(of: 3) { bus.post(HoursCounted(amount: thread)) }
                passing.cancel()
            }
        }
        #expect(sums.map(\.value) == Array(repeating: 4 * Self.rounds, count: 4))
        #expect(bus.topology.eventTypes.first { $0.name == "Number" }?.posted == 4 * Self.rounds)
        #expect(
            bus.topology.subscriptions.map(\.delivered)
                == Array(repeating: 4 * Self.rounds, count: 4))
        for subscription in stable { subscription.cancel() }
    }

    @Test func `once cancel has returned, the handler runs no more`() async {
        let bus = EventBus()
        let late = Sum()
        let isOver = Atomic(false)
        await onThreads(4) { thread in
            if thread < 2 {
                while !isOver.load(ordering: .relaxed) { bus.post(Number(value: 1)) }
            } else {
                for _ in 0..<Self.rounds {
                    let isCancelled = Flag()
                    let subscription = bus.subscribe(to: Number.self) { _ in
                        if isCancelled.isSet { late.add(1) }
                    }
                    subscription.cancel()
                    isCancelled.set()
                }
                isOver.store(true, ordering: .relaxed)
            }
        }
        #expect(late.value == 0)
    }

    @Test func `what cancelled handlers held is freed, however busy the bus`() async {
        let bus = EventBus()
        let living = Sum()
        await onThreads(3) { thread in
            for _ in 0..<Self.rounds {
                bus.post(Number(value: thread))
                let held = Held(living)
                let subscription = bus.subscribe(to: Number.self) { _ in held.touch() }
                subscription.cancel()
            }
        }
        // What a thread was still reading is freed by another one, which may need a moment.
        while living.value > 0 { await Task.yield() }
        #expect(living.value == 0)
    }

    @Test func `queues keep each thread's order while subscriptions come and go`() async {
        let bus = EventBus()
        let seen = Recorder<Tagged>()
        let queue = bus.subscribe(
            to: Tagged.self, delivery: .queued(limit: 10_000, whenFull: .dropNewest)
        ) {
            seen.record($0)
        }
        await onThreads(4) { thread in
            for round in 0..<Self.rounds {
                bus.post(Tagged(thread: thread, number: round))
                if round.isMultiple(of: 16) {
                    bus.subscribe(
                        to: Tagged.self, delivery: .queued(limit: 1, whenFull: .dropOldest)
                    ) { _ in }
                    .cancel()
                }
            }
        }
        await bus.drain()
        for thread in 0..<4 {
            let numbers = seen.elements.filter { $0.thread == thread }.map(\.number)
            #expect(numbers == Array(0..<Self.rounds))
        }
        queue.cancel()
    }

    @Test func `a protocol's subscribers miss nothing of types that appear meanwhile`() async {
        let bus = EventBus()
        let sum = Sum()
        let stable = bus.subscribe(to: (any Billable).self) { sum.add($0.amount) }
        await onThreads(4) { thread in
            for _ in 0..<Self.rounds {
                if thread.isMultiple(of: 2) {
                    bus.post(HoursCounted(amount: 1))
                } else {
                    bus.post(TrafficCounted(amount: 1))
                }
                bus.subscribe(to: (any Billable).self) { _ in }.cancel()
            }
        }
        #expect(sum.value == 4 * Self.rounds)
        stable.cancel()
    }
}

struct Tagged: Event {
    var thread: Int
    var number: Int
}

final class Sum: Sendable {
    private let total = Atomic(0)
    var value: Int { total.load(ordering: .sequentiallyConsistent) }
    func add(_ amount: Int) { total.add(amount, ordering: .sequentiallyConsistent) }
}

final class Flag: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .sequentiallyConsistent) }
    func set() { flag.store(true, ordering: .sequentiallyConsistent) }
}

/// Counts how many of its kind are alive.
final class Held: Sendable {
    private let living: Sum

    init(_ living: Sum) {
        self.living = living
        living.add(1)
    }

    deinit { living.add(-1) }

    func touch() {}
}
