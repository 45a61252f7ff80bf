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

    /// How many events are handled before other queues get their turn on the thread; taking turns allocates.
    private static var burst: Int { 4096 }

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
            let isExhausted: Bool
            if case .asynchronous(let body) = body {
                isExhausted = await runBurst(body)
            } else {
                isExhausted = runBurst()
            }
            if isExhausted { await Task.yield() }
        } while await more()
    }

    /// Handles what waits, but at most a burst; true when it was a whole one.
    private func runBurst(_ body: @Sendable (E) async throws -> Void) async -> Bool {
        for _ in 0..<Self.burst {
            guard buffer.take() else { return false }
            await handle(body)
        }
        return true
    }

    private func runBurst() -> Bool {
        for _ in 0..<Self.burst {
            guard buffer.take() else { return false }
            handle()
        }
        return true
    }

    private func more() async -> Bool {
        if buffer.count > 0 { return true }
        return await buffer.park()
    }

    func deliverNext() async -> Bool {
        guard buffer.take() else { return false }
        if case .asynchronous(let body) = body { await handle(body) } else { handle() }
        buffer.settle()
        if buffer.count == 0 { buffer.rest() }
        return true
    }

    private func handle() {
        if !isStopped.load(ordering: .acquiring) {
            do { try handler.handle(buffer.hand.pointee) } catch { failed(error) }
        }
        buffer.handled()
    }

    private func handle(_ body: @Sendable (E) async throws -> Void) async {
        if !isStopped.load(ordering: .acquiring) {
            do { try await body(buffer.hand.pointee) } catch { failed(error) }
        }
        buffer.handled()
    }

    private func failed(_ error: any Error) {
        counters.fail()
        guard let event = buffer.hand.pointee as? any Event else { return }
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
