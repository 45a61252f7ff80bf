internal import Synchronization

/// The one that takes a stream's events. When the last holder lets go of it, the subscription ends.
final class StreamReader<E>: Sendable {
    private let buffer: EventBuffer<E>
    private let subscription: Subscription
    private let isReading = Atomic(false)

    init(_ buffer: EventBuffer<E>, _ subscription: Subscription) {
        self.buffer = buffer
        self.subscription = subscription
    }

    func next() async -> E? {
        guard !isReading.exchange(true, ordering: .acquiringAndReleasing) else { return nil }
        defer { isReading.store(false, ordering: .releasing) }
        return await withTaskCancellationHandler {
            await nextUnlessCancelled()
        } onCancel: {
            subscription.cancel()
            buffer.close()
        }
    }

    private func nextUnlessCancelled() async -> E? {
        while !Task.isCancelled {
            if buffer.take() {
                defer { buffer.handled() }
                return buffer.hand.pointee
            }
            guard await buffer.park() else { return nil }
        }
        return nil
    }
}
