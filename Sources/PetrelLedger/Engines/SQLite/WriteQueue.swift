internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Those who wait for the writer, in the order they came.
final class WriteQueue: Sendable {
    private struct State {
        var waiting: [any WriteOrder] = []
        var isWriting = false
        /// Set when nothing is accepted any more.
        var refusal: LedgerError?
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Adds an order; true when the writer has to be woken.
    func add(_ order: some WriteOrder) throws(LedgerError) -> Bool {
        try state.withLock { state throws(LedgerError) in
            if let refusal = state.refusal { throw refusal }
            guard state.waiting.count < limit else { throw .overloaded(waiting: limit) }
            state.waiting.append(order)
            defer { state.isWriting = true }
            return !state.isWriting
        }
    }

    /// Gives the callers of the last group a moment to come back. In a large group the first of them does not get a sync
    /// of its own while the others wait for the next; one who writes step after step finds the writer awake, which is
    /// sooner than being woken. Who comes after a small group is not kept waiting.
    func awaitCompany(of last: Int) {
        guard last > 0 else { return }
        let enough = last >= Self.largeGroup ? last : 1
        let deadline = ContinuousClock.now + Self.patience
        while state.withLock({ $0.waiting.count }) < enough, ContinuousClock.now < deadline {
            sched_yield()
        }
    }

    private static let largeGroup = 8
    private static let patience = Duration.microseconds(100)

    /// The next orders; none means that the writer may rest and will be woken.
    func take(atMost count: Int) -> [any WriteOrder] {
        state.withLock { state in
            if state.waiting.isEmpty { state.isWriting = false }
            let taken = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(taken.count)
            return taken
        }
    }

    /// Fails everybody who waits and everybody who comes.
    func refuse(with error: LedgerError) {
        let waiting = state.withLock { state in
            state.refusal = state.refusal ?? error
            defer { state.waiting = [] }
            return state.waiting
        }
        for order in waiting { order.fail(error) }
    }

    var refusal: LedgerError? { state.withLock(\.refusal) }
}
