internal import NIOCore
internal import Synchronization

/// Closes a connection whose answer does not come in time, which ends whoever waits for it.
final class ExchangeDeadline: Sendable {
    let limit: Duration
    private let channel: any Channel
    private let state = Mutex<(timer: Scheduled<Void>?, hasPassed: Bool)>((nil, false))

    init(_ channel: any Channel, after limit: Duration) {
        self.channel = channel
        self.limit = limit
    }

    var hasPassed: Bool { state.withLock { $0.hasPassed } }

    /// Begins to count, anew if it did already.
    func set() {
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) { [self] in
            state.withLock { $0.hasPassed = true }
            channel.close(promise: nil)
        }
        replace(by: timer)
    }

    func clear() { replace(by: nil) }

    private func replace(by timer: Scheduled<Void>?) {
        let old = state.withLock { state in
            defer { state.timer = timer }
            return state.timer
        }
        old?.cancel()
    }
}
