internal import CCurl
internal import Glibc
internal import Synchronization

/// The thread that all transfers of a sender run on.
final class CurlThread: Sendable {
    private enum Message {
        case begin(CurlOrder)
        case cancel(UInt64)
        case stop
    }

    private struct Inbox {
        var messages: [Message] = []
        var isClosed = false
    }

    private let inbox = Mutex(Inbox())
    /// Rung when there is something in the inbox.
    private let bell: Int32

    /// The library is made ready once in a process.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() {
        precondition(Self.isReady, "libcurl could not be made ready")
        bell = petrel_bell()
        precondition(bell >= 0, "the system has no means to wake a sender's thread")
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        let result = pthread_create(&thread, nil, beginThread, context)
        precondition(result == 0, "no thread could be made for a sender")
        pthread_detach(thread)
    }

    func begin(_ order: CurlOrder) {
        if !post(.begin(order)) { order.fail(.closed) }
    }

    func cancel(_ id: UInt64) { _ = post(.cancel(id)) }
    func stop() { _ = post(.stop) }

    private func post(_ message: Message) -> Bool {
        inbox.withLock { inbox in
            guard !inbox.isClosed else { return false }
            inbox.messages.append(message)
            // Under the lock, since the thread takes the bell away once the inbox is closed.
            if inbox.messages.count == 1 { eventfd_write(bell, 1) }
            return true
        }
    }

    fileprivate func loop() {
        var round = CurlRound(bell: bell)
        while true {
            let messages = inbox.withLock { inbox in
                defer { inbox.messages = [] }
                return inbox.messages
            }
            for message in messages {
                switch message {
                case .begin(let order): round.begin(order)
                case .cancel(let id): round.cancel(id)
                case .stop: return finish(&round)
                }
            }
            round.turn()
        }
    }

    private func finish(_ round: inout CurlRound) {
        let rest = inbox.withLock { inbox in
            inbox.isClosed = true
            defer { inbox.messages = [] }
            return inbox.messages
        }
        for case .begin(let order) in rest { order.fail(.closed) }
        round.close()
        close(bell)
    }
}

private func beginThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<CurlThread>.fromOpaque(context).takeRetainedValue().loop()
    return nil
}
