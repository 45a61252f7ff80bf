internal import PetrelPlugin
internal import Synchronization

/// How far metering has come in this process.
final class UsageProgress: Sendable {
    private struct State {
        var events = 0
        var cursor: Int64 = 0
        var budgetFailure: String?
        var waiting: [(sequence: Int64, signal: AsyncStream<Void>.Continuation)] = []
    }

    private let state = Mutex(State())

    var events: Int { state.withLock { $0.events } }
    var cursor: Int64 { state.withLock { $0.cursor } }

    /// Why budgets could not be looked at the last time.
    var budgetFailure: String? { state.withLock { $0.budgetFailure } }

    func budgets(failedWith reason: String?) { state.withLock { $0.budgetFailure = reason } }

    func metered(_ events: Int, through cursor: Int64) {
        let ready = state.withLock { state in
            state.events += events
            state.cursor = max(cursor, state.cursor)
            let ready = state.waiting.filter { $0.sequence <= cursor }
            state.waiting.removeAll { $0.sequence <= cursor }
            return ready
        }
        for waiter in ready { waiter.signal.finish() }
    }

    /// Returns once everything up to an event is metered, or when the task is cancelled.
    func reached(_ sequence: Int64, stands: Int64) async throws {
        guard stands < sequence else { return }
        let (signals, signal) = AsyncStream<Void>.makeStream()
        let isThere = state.withLock { state in
            if state.cursor < sequence { state.waiting.append((sequence, signal)) }
            return state.cursor >= sequence
        }
        if isThere { return }
        for await _ in signals {}
    }
}
