internal import PetrelCloud
internal import Synchronization

/// What came of all operations.
final class Tally: Sendable {
    struct Times: Sendable {
        var count = 0
        /// From the call to its answer, and to the end of its job, in milliseconds.
        var answered: [Double] = []
        var finished: [Double] = []
    }

    private struct State {
        var byCommand: [String: Times] = [:]
        var failures: [String: Int] = [:]
        var total = 0
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now

    var total: Int { state.withLock { $0.total } }
    var failures: Int { state.withLock { $0.failures.values.reduce(0, +) } }

    func succeeded(_ command: String, answered: Duration, finished: Duration) {
        state.withLock { state in
            state.total += 1
            state.byCommand[command, default: Times()].count += 1
            state.byCommand[command]?.answered.append(answered.seconds * 1_000)
            state.byCommand[command]?.finished.append(finished.seconds * 1_000)
        }
    }

    func failed(_ command: String, because reason: String) {
        state.withLock { state in
            state.total += 1
            state.byCommand[command, default: Times()].count += 1
            state.failures["\(command): \(Self.kind(of: reason))", default: 0] += 1
        }
    }

    func summary() -> Summary {
        let state = state.withLock { $0 }
        return Summary(
            seconds: (ContinuousClock.now - start).seconds, byCommand: state.byCommand,
            failures: state.failures)
    }

    /// Reasons that differ in an id only are one reason.
    private static func kind(of reason: String) -> String {
        reason.split(separator: " ").map { word in
            EventID(String(word.prefix(36))) == nil ? String(word) : "…"
        }.joined(separator: " ")
    }
}
