internal import Synchronization

/// Lets operations begin at a steady rate, whoever of many does them, until there were enough.
final class Pace: Sendable {
    private struct State {
        var begun = 0
        var isStopped = false
    }

    private let shape: Shape
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(_ shape: Shape) { self.shape = shape }

    /// Waits for the next turn; `false` when there is none any more.
    func turn() async throws -> Bool {
        guard let number = take() else { return false }
        guard let rate = shape.rate, rate > 0 else { return true }
        let due = start + .seconds(Double(number) / rate)
        if let duration = shape.duration, due > start + duration { return false }
        if due > .now { try await Task.sleep(until: due, clock: .continuous) }
        return !isOver
    }

    /// Nobody begins anything more.
    func stop() { state.withLock { $0.isStopped = true } }

    private var isOver: Bool {
        let isLate = shape.duration.map { ContinuousClock.now - start >= $0 } ?? false
        return isLate || state.withLock { $0.isStopped }
    }

    private func take() -> Int? {
        guard !isOver else { return nil }
        return state.withLock { state in
            guard !state.isStopped, state.begun < shape.operations ?? .max else { return nil }
            state.begun += 1
            return state.begun - 1
        }
    }
}
