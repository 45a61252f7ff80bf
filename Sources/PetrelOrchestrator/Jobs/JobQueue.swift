internal import Synchronization

/// Jobs in lanes: one after the other within a lane, all lanes at once.
///
/// At most `limit` jobs wait or run; the next one is refused.
final class JobQueue: Sendable {
    typealias Body = @Sendable () async -> Void

    private struct State {
        var lanes: [String: [Body]] = [:]
        var count = 0
    }

    private let state = Mutex(State())
    private let (ready, readied) = AsyncStream.makeStream(of: (String, Body).self)
    private let limit = 100_000

    /// `false` when there is no room.
    func add(lane: String, _ body: @escaping Body) -> Bool {
        let isFirst: Bool? = state.withLock { state in
            guard state.count < limit else { return nil }
            state.count += 1
            state.lanes[lane, default: []].append(body)
            return state.lanes[lane]?.count == 1
        }
        if isFirst == true { readied.yield((lane, body)) }
        return isFirst != nil
    }

    /// Works until cancelled, and then until what was begun has ended.
    func run(_ cloud: Cloud) async {
        await withDiscardingTaskGroup { group in
            for await (lane, body) in ready {
                group.addTask {
                    // A job that was begun is finished, though the server is asked to stop: a task
                    // of its own does not hear of that.
                    await Task { await body() }.value
                    self.advance(lane)
                }
            }
        }
    }

    private func advance(_ lane: String) {
        let next: Body? = state.withLock { state in
            state.count -= 1
            state.lanes[lane]?.removeFirst()
            guard let next = state.lanes[lane]?.first else {
                state.lanes[lane] = nil
                return nil
            }
            return next
        }
        if let next { readied.yield((lane, next)) }
    }
}
