internal import PetrelCloud
internal import Synchronization

@testable internal import PetrelNotify

/// A clock that stands until it is told to go on.
final class HandClock: Sendable {
    private struct State {
        var now = Timestamp(seconds: 1_800_000_000)
        var sleeping:
            [Int: (until: Timestamp, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var number = 0
        var gone: Set<Int> = []
    }

    private let state = Mutex(State())

    var now: Timestamp { state.withLock { $0.now } }

    var time: NotifyTime {
        NotifyTime(now: { self.now }, sleep: { try await self.sleep($0) })
    }

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleeping.filter { $0.value.until <= state.now }
            for key in due.keys { state.sleeping[key] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    private func sleep(_ duration: Duration) async throws {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state -> Result<Bool, any Error> in
                    if state.gone.remove(number) != nil { return .failure(CancellationError()) }
                    guard duration > .zero else { return .success(true) }
                    let until = state.now.advanced(by: duration)
                    state.sleeping[number] = (until, continuation)
                    return .success(false)
                }
                switch isOver {
                case .success(true): continuation.resume()
                case .success(false): break
                case .failure(let error): continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                let waiting = state.sleeping.removeValue(forKey: number)
                if waiting == nil { state.gone.insert(number) }
                return waiting?.continuation
            }
            waiting?.resume(throwing: CancellationError())
        }
    }
}
