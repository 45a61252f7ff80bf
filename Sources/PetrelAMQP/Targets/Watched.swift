internal import Synchronization

/// A value that tasks can wait for.
final class Watched<Value: Sendable>: Sendable {
    private struct Waiter {
        let isMet: @Sendable (Value) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var value: Value
        var waiters: [Int: Waiter] = [:]
        var lastTicket = 0
        /// Tickets that were cancelled before they waited.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    init(_ value: Value) { state = Mutex(State(value: value)) }

    /// Looks at the value where it is, without a copy.
    func read<Result>(_ body: (Value) -> sending Result) -> sending Result {
        state.withLock { body($0.value) }
    }

    /// Changes the value and wakes those who waited for what it is now.
    @discardableResult
    func change<Result>(_ body: (inout Value) -> sending Result) -> sending Result {
        let (result, woken) = state.withLock { state in
            let result = body(&state.value)
            let met = state.waiters.filter { $0.value.isMet(state.value) }
            for ticket in met.keys { state.waiters[ticket] = nil }
            return (result, met.values.map(\.continuation))
        }
        for continuation in woken { continuation.resume() }
        return result
    }

    /// Returns once the value is so; throws when the task is cancelled.
    func wait(until isMet: @escaping @Sendable (Value) -> Bool) async throws {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.cancelled.remove(ticket) == nil, !isMet(state.value) else {
                        return false
                    }
                    state.waiters[ticket] = Waiter(isMet: isMet, continuation: continuation)
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: ticket)
                if waiter == nil { state.cancelled.insert(ticket) }
                return waiter
            }
            waiter?.continuation.resume()
        }
        _ = state.withLock { $0.cancelled.remove(ticket) }
        try Task.checkCancellation()
    }
}
