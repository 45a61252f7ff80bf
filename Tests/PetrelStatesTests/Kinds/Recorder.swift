import PetrelStates
import Synchronization

/// Writes down what listeners are asked and told, in one list that several may share.
struct Recorder: StateListener {
    struct Objection: Error, CustomStringConvertible {
        let description: String
    }

    final class Log: Sendable {
        private let lines = Mutex<[String]>([])

        func add(_ line: String) { lines.withLock { $0.append(line) } }
        var all: [String] { lines.withLock { $0 } }
    }

    let name: String
    let log: Log
    /// What to object with; `nil` agrees to everything.
    var objection: String?

    func willTransition(_ change: StateChange, context: TransitionContext) throws {
        log.add("\(name) will \(change)")
        if let objection { throw Objection(description: objection) }
    }

    func didTransition(
        _ change: StateChange, outcome: TransitionOutcome, context: TransitionContext
    ) {
        log.add("\(name) did \(change) \(outcome.success)")
    }
}
