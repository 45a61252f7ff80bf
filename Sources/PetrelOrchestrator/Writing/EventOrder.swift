internal import PetrelBus
internal import PetrelCloud
internal import Synchronization

/// Tells the bus of committed events in the order of their sequences, whoever commits and whenever
/// their commits return.
///
/// Events may be offered more than once and in any order; each is posted once, and none before the
/// one with the sequence before it.
final class EventOrder: Sendable {
    private struct State {
        var next: Int64
        var waiting: [Int64: CloudEvent] = [:]
        var isPosting = false
    }

    private let state: Mutex<State>
    private let bus: EventBus

    init(after sequence: Int64, bus: EventBus) {
        state = Mutex(State(next: sequence + 1))
        self.bus = bus
    }

    /// The last sequence that the bus has heard.
    var posted: Int64 { state.withLock { $0.next - 1 } }

    /// Posts what has its turn. Somebody who is posting already takes ours along.
    func offer(_ events: [CloudEvent]) {
        let posts = state.withLock { state in
            for event in events {
                guard let sequence = event.sequence, sequence >= state.next else { continue }
                state.waiting[sequence] = event
            }
            defer { state.isPosting = true }
            return !state.isPosting
        }
        guard posts else { return }
        while let event = take() { bus.post(event) }
    }

    private func take() -> CloudEvent? {
        state.withLock { state in
            guard let event = state.waiting.removeValue(forKey: state.next) else {
                state.isPosting = false
                return nil
            }
            state.next += 1
            return event
        }
    }
}
