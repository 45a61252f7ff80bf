public import PetrelBus

/// Handles queued events one step at a time, when the test says so, so that a test can ask "what if the queue fills
/// here".
///
/// ```swift
/// let stepper = DeliveryStepper(seed: 7)
/// let bus = EventBus(scheduler: stepper)
/// …
/// bus.post(VolumeAttached(volume: "data-1"))  // waits in the queue
/// await stepper.step()                        // now it is handled
/// ```
///
/// Which queue is served next is drawn from the seed: the same seed gives the same interleaving, another seed another
/// one. Immediate handlers run on the posting thread as ever.
public final class DeliveryStepper: DeliveryScheduler {
    private struct State {
        var workers: [any QueueWorker] = []
        var random: SeededRandom
    }

    /// What the choices are drawn from; say it when a test fails.
    public let seed: UInt64
    private let state: Guarded<State>

    public init(seed: UInt64 = 0) {
        self.seed = seed
        state = Guarded(State(random: SeededRandom(seed: seed)))
    }

    public func start(_ worker: any QueueWorker) {
        state.withLock { $0.workers.append(worker) }
    }

    /// The number of events waiting in all queues.
    public var backlog: Int {
        state.withLock { $0.workers.reduce(0) { $0 + $1.backlog } }
    }

    /// Handles one event of one queue, and says whose; `nil` when nothing waits.
    @discardableResult
    public func step() async -> SubscriptionInfo? {
        guard let worker = drawWorker(), await worker.deliverNext() else { return nil }
        return worker.subscription
    }

    /// Handles one event of the subscription with this name. False when none waits.
    @discardableResult
    public func step(_ name: String) async -> Bool {
        let worker = state.withLock { state in
            state.workers.first { $0.subscription.name == name && $0.backlog > 0 }
        }
        return await worker?.deliverNext() ?? false
    }

    /// Steps until nothing waits, and says in which order the queues were served.
    @discardableResult
    public func run() async -> [SubscriptionInfo] {
        var served: [SubscriptionInfo] = []
        while let subscription = await step() { served.append(subscription) }
        return served
    }

    private func drawWorker() -> (any QueueWorker)? {
        state.withLock { state in
            let ready = state.workers.filter { $0.backlog > 0 }
            return ready.randomElement(using: &state.random)
        }
    }
}
