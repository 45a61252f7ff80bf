internal import Dispatch
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
        /// How many the writer would like to see waiting before it goes on.
        var wanted: Int?
        /// Set when nothing is accepted any more.
        var refusal: LedgerError?
    }

    private let limit: Int
    private let state = Mutex(State())
    /// As many as wait, for a look without the lock.
    private let waitingCount = Atomic(0)
    private let together = DispatchSemaphore(value: 0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Adds an order; true when the writer has to be woken.
    func add(_ order: some WriteOrder) throws(LedgerError) -> Bool {
        let (mustWake, isComplete) = try state.withLock { state throws(LedgerError) in
            if let refusal = state.refusal { throw refusal }
            guard state.waiting.count < limit else { throw .overloaded(waiting: limit) }
            state.waiting.append(order)
            waitingCount.store(state.waiting.count, ordering: .relaxed)
            let isComplete = state.waiting.count == state.wanted
            if isComplete { state.wanted = nil }
            defer { state.isWriting = true }
            return (!state.isWriting, isComplete)
        }
        if isComplete { together.signal() }
        return mustWake
    }

    /// Gives the callers of the last group a moment to come back. In a large group the first of them does not get a sync
    /// of its own while the others wait for the next; one who writes step after step finds the writer awake, which is
    /// sooner than being woken. Who comes after a small group is not kept waiting.
    func awaitCompany(of last: Int) {
        if last >= Self.largeGroup {
            awaitGroup(of: last)
        } else if last > 0 {
            stayAwake()
        }
    }

    /// Asleep, since the callers need the processors to come back.
    private func awaitGroup(of count: Int) {
        let mustWait = state.withLock { state in
            state.wanted = state.waiting.count < count ? count : nil
            return state.wanted != nil
        }
        guard mustWait, together.wait(timeout: .now() + Self.patience) == .timedOut else { return }
        let isSignalled = state.withLock { state in
            defer { state.wanted = nil }
            return state.wanted == nil
        }
        if isSignalled { together.wait() }
    }

    /// Without a system call: one that yields would put the writer behind everybody else on a busy machine.
    private func stayAwake() {
        guard Self.hasProcessorToSpare else { return }
        let deadline = ContinuousClock.now + Self.wakefulness
        while waitingCount.load(ordering: .relaxed) == 0, ContinuousClock.now < deadline {}
    }

    private static let largeGroup = 8
    private static let patience = DispatchTimeInterval.microseconds(100)
    private static let wakefulness = Duration.microseconds(60)
    private static let hasProcessorToSpare = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1

    /// The next orders; none means that the writer may rest and will be woken.
    func take(atMost count: Int) -> [any WriteOrder] {
        state.withLock { state in
            if state.waiting.isEmpty { state.isWriting = false }
            let taken = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(taken.count)
            waitingCount.store(state.waiting.count, ordering: .relaxed)
            return taken
        }
    }

    /// Fails everybody who waits and everybody who comes.
    func refuse(with error: LedgerError) {
        let waiting = state.withLock { state in
            state.refusal = state.refusal ?? error
            waitingCount.store(0, ordering: .relaxed)
            defer { state.waiting = [] }
            return state.waiting
        }
        for order in waiting { order.fail(error) }
    }

    var refusal: LedgerError? { state.withLock(\.refusal) }
}
