internal import PetrelBus

/// Time that passes only when a test lets it, for everything that waits by a clock.
///
/// ```swift
/// let clock = VirtualClock()
/// let agent = SimulatorAgent(options, clock: clock)
/// let time = Task { await clock.run() }   // nobody waits for long, whatever they ask for
/// ```
///
/// Sleepers wake in the order of their deadlines; those with one deadline in the order they came.
public final class VirtualClock: Clock {
    public struct Instant: InstantProtocol {
        /// Since the clock was made.
        public var elapsed: Duration

        public func advanced(by duration: Duration) -> Instant {
            Instant(elapsed: elapsed + duration)
        }

        public func duration(to other: Instant) -> Duration { other.elapsed - elapsed }

        public static func < (left: Instant, right: Instant) -> Bool {
            left.elapsed < right.elapsed
        }
    }

    private struct Sleeper {
        var id: Int
        var deadline: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(elapsed: .zero)
        var count = 0
        var sleepers: [Sleeper] = []
        /// Those who have not fallen asleep yet, and whether they were called off already.
        var coming: [Int: Bool] = [:]
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Guarded(State())

    public init() {}

    public var now: Instant { state.withLock(\.now) }
    public var minimumResolution: Duration { .zero }

    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let id = state.withLock { state in
            state.count += 1
            state.coming[state.count] = false
            return state.count
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                fallAsleep(Sleeper(id: id, deadline: deadline, continuation: continuation))
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func fallAsleep(_ sleeper: Sleeper) {
        let (isCancelled, isDue, watchers) = state.withLock { state in
            let isCancelled = state.coming.removeValue(forKey: sleeper.id) ?? false
            let isDue = sleeper.deadline <= state.now
            guard !isCancelled, !isDue else {
                return (isCancelled, isDue, [CheckedContinuation<Void, Never>]())
            }
            let place = state.sleepers.firstIndex { $0.deadline > sleeper.deadline }
            state.sleepers.insert(sleeper, at: place ?? state.sleepers.endIndex)
            let watchers = state.watchers
            state.watchers = []
            return (false, false, watchers)
        }
        if isCancelled {
            sleeper.continuation.resume(throwing: CancellationError())
        } else if isDue {
            sleeper.continuation.resume()
        }
        for watcher in watchers { watcher.resume() }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
                if state.coming[id] != nil { state.coming[id] = true }
                return nil
            }
            return state.sleepers.remove(at: place)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }

    /// Lets so much time pass and wakes everybody whose time has come.
    public func advance(by duration: Duration) {
        advance(to: now.advanced(by: duration))
    }

    private func advance(to instant: Instant) {
        let woken = state.withLock { state in
            state.now = max(state.now, instant)
            let woken = state.sleepers.prefix { $0.deadline <= state.now }
            state.sleepers.removeFirst(woken.count)
            return woken
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Lets time pass to the next deadline whenever somebody sleeps, until cancelled. Whoever is about to sleep is given
    /// a moment to do so first.
    public func run() async {
        while !Task.isCancelled {
            for _ in 0..<8 { await Task.yield() }
            guard let next = state.withLock({ $0.sleepers.first?.deadline }) else {
                await somebodySleeps()
                continue
            }
            advance(to: next)
        }
    }

    private func somebodySleeps() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isTime = state.withLock { state in
                    guard state.sleepers.isEmpty, !Task.isCancelled else { return true }
                    state.watchers.append(continuation)
                    return false
                }
                if isTime { continuation.resume() }
            }
        } onCancel: {
            let watchers = state.withLock { state in
                let watchers = state.watchers
                state.watchers = []
                return watchers
            }
            for watcher in watchers { watcher.resume() }
        }
    }
}
