internal import Synchronization

/// Work in lanes: one after the other within a lane, all lanes at once.
///
/// A lane is a resource's id. Jobs wait in it and are worked while ``run()`` runs; what a caller does at
/// once takes a turn, before the jobs that still wait. At most `limit` jobs wait or run; the next one is
/// refused.
final class JobQueue: Sendable {
    typealias Body = @Sendable () async -> Void

    private struct Lane {
        var isBusy = false
        var turns: [CheckedContinuation<Void, Never>] = []
        var jobs: [Body] = []

        var isEmpty: Bool { !isBusy && turns.isEmpty && jobs.isEmpty }
    }

    private struct State {
        var lanes: [String: Lane] = [:]
        var count = 0
    }

    private let state = Mutex(State())
    /// Lanes in which a job may begin. One that is named in vain costs a look.
    private let (ready, readied) = AsyncStream.makeStream(of: String.self)
    private let limit = 100_000

    /// `false` when there is no room.
    func add(lane: String, _ body: @escaping Body) -> Bool {
        let isAccepted = state.withLock { state in
            guard state.count < limit else { return false }
            state.count += 1
            state.lanes[lane, default: Lane()].jobs.append(body)
            return true
        }
        if isAccepted { readied.yield(lane) }
        return isAccepted
    }

    /// Does it as soon as nothing else is being done in the lane. Not to be called from within the lane.
    func turn<Result: Sendable>(
        in lane: String, _ body: () async throws -> Result
    ) async rethrows -> Result {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.lanes[lane]?.isBusy == true else {
                    state.lanes[lane, default: Lane()].isBusy = true
                    return true
                }
                state.lanes[lane]?.turns.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        defer { end(lane) }
        return try await body()
    }

    /// Works until cancelled, and then until what was begun has ended.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await lane in ready {
                guard let body = begin(lane) else { continue }
                group.addTask {
                    // A job that was begun is finished, though the server is asked to stop: a task
                    // of its own does not hear of that.
                    await Task { await body() }.value
                    self.state.withLock { $0.count -= 1 }
                    self.end(lane)
                }
            }
        }
    }

    private func begin(_ lane: String) -> Body? {
        state.withLock { state in
            guard var found = state.lanes[lane], !found.isBusy, !found.jobs.isEmpty else {
                return nil
            }
            found.isBusy = true
            let body = found.jobs.removeFirst()
            state.lanes[lane] = found
            return body
        }
    }

    private func end(_ lane: String) {
        let (next, hasJob) = state.withLock { state -> (CheckedContinuation<Void, Never>?, Bool) in
            guard var found = state.lanes[lane] else { return (nil, false) }
            let next = found.turns.isEmpty ? nil : found.turns.removeFirst()
            found.isBusy = next != nil
            state.lanes[lane] = found.isEmpty ? nil : found
            return (next, !found.isBusy && !found.jobs.isEmpty)
        }
        next?.resume()
        if hasJob { readied.yield(lane) }
    }
}
