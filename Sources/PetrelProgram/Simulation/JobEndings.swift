internal import Synchronization

/// Tells whoever waits for a job how it ended, as soon as the server's events do.
final class JobEndings: Sendable {
    private struct State {
        /// Jobs that ended before anybody waited for them.
        var early: [String: Bool] = [:]
        var waiters: [String: CheckedContinuation<Bool?, Never>] = [:]
        var isOver = false
    }

    /// A job is asked for milliseconds after its call; most of what is kept is other people's.
    private static let mostEarly = 50_000

    private let state = Mutex(State())

    func ended(_ job: String, well: Bool) {
        let waiter = state.withLock { state in
            if let waiter = state.waiters.removeValue(forKey: job) { return Optional(waiter) }
            if state.early.count >= Self.mostEarly { state.early.removeAll() }
            state.early[job] = well
            return nil
        }
        waiter?.resume(returning: well)
    }

    /// Nothing is told any more; whoever waits has to ask the server.
    func finish() {
        let waiters = state.withLock { state in
            state.isOver = true
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume(returning: nil) }
    }

    /// Whether it ended well; `nil` when nobody will tell.
    func ending(of job: String) async -> Bool? {
        await withCheckedContinuation { continuation in
            let known: Bool?? = state.withLock { state in
                if let early = state.early.removeValue(forKey: job) { return .some(early) }
                if state.isOver { return .some(nil) }
                state.waiters[job] = continuation
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}
