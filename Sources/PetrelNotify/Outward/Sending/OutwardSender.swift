internal import Synchronization

/// Carries requests and mails out, many at once, from one thread of its own.
///
/// - Connections are kept and used again, HTTP/2 is spoken where the receiver speaks it.
/// - Redirects are not followed, proxies of the environment are not used, nothing is decompressed, no cookie is kept.
/// - Of an answer 64 KiB of body and 32 KiB of header are read; a receiver that says more is cut off.
/// - A call ends within its request's time limit.
public final class OutwardSender: Sendable {
    public static let bodyLimit = 64 << 10
    public static let headLimit = 32 << 10

    private let addressGuard: AddressGuard?
    private let pins: [String: InternetAddress]
    private let state = Mutex(State())

    private struct State {
        var thread: CurlThread?
        var isClosed = false
        var lastID: UInt64 = 0
    }

    /// Without a guard it goes everywhere: for what the operator himself has named.
    public init(_ addressGuard: AddressGuard?, pins: [String: InternetAddress] = [:]) {
        self.addressGuard = addressGuard
        self.pins = pins
    }

    deinit { close() }

    /// Sends, and returns whatever the receiver answered.
    public func send(_ request: OutwardRequest) async throws(OutwardFailure) -> OutwardAnswer {
        try await run(.request(request))
    }

    func handOver(_ mail: OutwardMail) async throws(OutwardFailure) -> OutwardAnswer {
        try await run(.mail(mail))
    }

    /// Ends what is under way. A request begun afterwards fails.
    public func close() {
        let thread = state.withLock { state in
            state.isClosed = true
            defer { state.thread = nil }
            return state.thread
        }
        thread?.stop()
    }

    private func run(_ work: CurlOrder.Work) async throws(OutwardFailure) -> OutwardAnswer {
        guard let (thread, id) = next() else { throw OutwardFailure(.closed) }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let order = CurlOrder(
                    id: id, work: work, addressGuard: addressGuard, pins: pins,
                    begin: ContinuousClock.now
                ) { continuation.resume(returning: $0) }
                thread.begin(order)
                // A cancellation that came before the order found nothing to cancel.
                if Task.isCancelled { thread.cancel(id) }
            }
        } onCancel: {
            thread.cancel(id)
        }
        return try result.get()
    }

    /// The thread, which the first request starts.
    private func next() -> (CurlThread, UInt64)? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            let thread = state.thread ?? CurlThread()
            state.thread = thread
            state.lastID += 1
            return (thread, state.lastID)
        }
    }
}
