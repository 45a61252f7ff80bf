internal import PetrelCloud
internal import Synchronization

/// Results of jobs that hold a secret. They are kept in memory only, for as long as they can be asked for;
/// a server that was started anew has forgotten them.
final class ShownResults: Sendable {
    private struct State {
        var results: [String: JSONValue] = [:]
        var order: [String] = []
    }

    private let state = Mutex(State())
    /// The oldest goes when there are more.
    private let limit = 10_000

    func keep(_ result: JSONValue, ofJob id: String) {
        state.withLock { state in
            state.results[id] = result
            state.order.append(id)
            if state.order.count > limit { state.results[state.order.removeFirst()] = nil }
        }
    }

    func result(ofJob id: String) -> JSONValue? { state.withLock { $0.results[id] } }

    func forget(job id: String) {
        state.withLock { state in
            guard state.results.removeValue(forKey: id) != nil else { return }
            state.order.removeAll { $0 == id }
        }
    }
}
