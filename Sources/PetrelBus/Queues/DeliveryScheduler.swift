/// Decides when queued events are handled.
///
/// The bus hands over each queued subscription's worker once; the scheduler runs it to its end. `PetrelTesting` has
/// one that takes a single step at a time.
public protocol DeliveryScheduler: Sendable {
    func start(_ worker: any QueueWorker)
}

/// Handles queued events on threads of Petrel's own, so that neither a blocked handler elsewhere nor a busy pool of
/// the program holds them up.
public struct ThreadScheduler: DeliveryScheduler {
    private let threads: DeliveryThreads

    init(_ threads: DeliveryThreads) {
        self.threads = threads
    }

    public func start(_ worker: any QueueWorker) {
        Task(executorPreference: threads) { await worker.run() }
    }
}

extension DeliveryScheduler where Self == ThreadScheduler {
    /// The process's delivery threads: as many as processors, and more for a while when handlers block them.
    public static var threads: Self { ThreadScheduler(.shared) }
}
