internal import Synchronization

/// The quick readers that nobody uses at the moment.
///
/// Nobody waits for one: who finds none asks elsewhere. So a thread of the concurrency runtime is never held up here for
/// longer than its own question takes.
final class QuickReaders: Sendable {
    private struct State {
        var free: [QuickReader]
        var isClosed = false
    }

    private let state: Mutex<State>

    init(path: String, count: Int) throws {
        state = Mutex(State(free: try (0..<count).map { _ in try QuickReader(path: path) }))
    }

    /// `nil` when there was no reader, or the question was too long for one.
    func attempt<Output>(_ body: (ReadConnection) throws -> Output) throws -> Output? {
        guard let reader = state.withLock({ $0.free.popLast() }) else { return nil }
        defer { giveBack(reader) }
        return try reader.attempt(body)
    }

    /// Those in use are closed when they come back.
    func close() {
        let readers = state.withLock { state in
            state.isClosed = true
            defer { state.free = [] }
            return state.free
        }
        // Connections are closed outside the lock.
        withExtendedLifetime(readers) {}
    }

    private func giveBack(_ reader: QuickReader) {
        state.withLock { state in
            if !state.isClosed { state.free.append(reader) }
        }
    }
}
