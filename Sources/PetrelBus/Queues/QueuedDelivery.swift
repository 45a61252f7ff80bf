internal import CPetrelBus
internal import Synchronization

/// A queue and what its events are for.
final class QueuedDelivery<E>: QueueWorker, @unchecked Sendable {
    // Unchecked because of the weak reference, which the runtime reads and clears atomically.
    let subscription: SubscriptionInfo
    let buffer: EventBuffer<E>
    private let body: SubscriptionRequest<E>.Body
    private let handler: Handler<E>
    private let counters: SubscriptionCounters
    private weak var bus: EventBus?
    private let isStopped = Atomic(false)

    /// How many events are handled before other queues get their turn on the thread.
    private static var burst: Int { 256 }

    init(
        _ buffer: EventBuffer<E>, _ body: SubscriptionRequest<E>.Body, _ handler: Handler<E>,
        _ record: SubscriptionRecord
    ) {
        self.buffer = buffer
        self.body = body
        self.handler = handler
        subscription = record.info
        counters = record.counters
        bus = record.bus
    }

    var limit: Int { buffer.limit }
    var backlog: Int { buffer.count }

    var ageOfOldest: Duration? {
        buffer.oldest.map {
            .nanoseconds(Int64(clamping: petrel_now_coarse()) - Int64(clamping: $0))
        }
        .map { max($0, .zero) }
    }

    func run() async {
        repeat {
            if case .asynchronous(let body) = body { await runBurst(body) } else { runBurst() }
            if buffer.count > 0 { await Task.yield() }
        } while await more()
    }

    private func runBurst(_ body: @Sendable (E) async throws -> Void) async {
        var left = Self.burst
        while left > 0, let event = buffer.take() {
            await handle(event, body)
            left -= 1
        }
    }

    private func runBurst() {
        var left = Self.burst
        while left > 0, let event = buffer.take() {
            handle(event)
            left -= 1
        }
    }

    private func more() async -> Bool {
        if buffer.count > 0 { return true }
        return await buffer.park()
    }

    func deliverNext() async -> Bool {
        guard let event = buffer.take() else { return false }
        if case .asynchronous(let body) = body { await handle(event, body) } else { handle(event) }
        buffer.settle()
        return true
    }

    private func handle(_ event: E) {
        defer { buffer.handled() }
        guard !isStopped.load(ordering: .acquiring) else { return }
        do { try handler.handle(event) } catch { failed(event, error) }
    }

    private func handle(_ event: E, _ body: @Sendable (E) async throws -> Void) async {
        defer { buffer.handled() }
        guard !isStopped.load(ordering: .acquiring) else { return }
        do { try await body(event) } catch { failed(event, error) }
    }

    private func failed(_ event: E, _ error: any Error) {
        counters.fail()
        guard let event = event as? any Event else { return }
        bus?.report(event, .handlerThrew(error), subscription)
    }

    func drain() async {
        await buffer.drain()
    }

    func stop() {
        isStopped.store(true, ordering: .releasing)
        buffer.close()
    }

    func finish() {
        buffer.close()
    }
}
