internal import CPetrelBus

/// What a publisher that has time waits for.
public enum Waiting: Sendable {
    /// Until every queue whose rule is ``WhenFull/wait`` has room for the event.
    case untilAccepted
}

extension EventBus {
    /// Delivers an event as ``post(_:)`` does, then waits until the full queues that ask for it have room.
    ///
    /// Only queues with the rule ``WhenFull/wait`` are waited for. When the task is cancelled meanwhile, the event is
    /// given up for the queues that still have no room, and each of them is reported as ``UndeliverableEvent``.
    public func post<E: Event>(_ event: E, waiting: Waiting) async {
        for retry in postNotingRefusals(event) { await retry() }
    }

    private func postNotingRefusals<E: Event>(_ event: E) -> [@Sendable () async -> Void] {
        let reader = petrel_reader_current() ?? petrel_reader_make()
        guard reader.pointee.bus == nil else {
            post(event)
            return []
        }
        let refusals = Refusals()
        reader.pointee.refused = Unmanaged.passUnretained(refusals).toOpaque()
        post(event)
        reader.pointee.refused = nil
        return refusals.retries
    }
}

/// The full queues met by one post whose publisher is ready to wait.
final class Refusals {
    fileprivate var retries: [@Sendable () async -> Void] = []

    /// Takes note of a full queue. False when this post's publisher does not wait.
    static func note<E>(
        _ event: E, _ buffer: EventBuffer<E>, _ record: SubscriptionRecord
    ) -> Bool {
        guard let place = petrel_reader_current()?.pointee.refused else { return false }
        let refusals = Unmanaged<Refusals>.fromOpaque(place).takeUnretainedValue()
        nonisolated(unsafe) let event = event
        // Events are Sendable; a type parameter that may also stand for a protocol cannot say so.
        refusals.retries.append { await insist(event, buffer, record) }
        return true
    }

    private static func insist<E>(
        _ event: E, _ buffer: EventBuffer<E>, _ record: SubscriptionRecord
    ) async {
        while buffer.offer(event, letGo: { _ in }) == .mustWait {
            if Task.isCancelled { return record.dropped(event, because: .gaveUpWaiting) }
            await buffer.waitForRoom()
        }
    }
}
