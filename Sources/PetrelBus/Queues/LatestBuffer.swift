internal import CPetrelBus

/// A queue in which only the latest event of each key waits, in the place of the first.
final class LatestBuffer<E>: EventBuffer<E>, @unchecked Sendable {
    // Unchecked as its superclass is; the contents stand behind a lock.
    struct Contents {
        var events: [Int: (event: E, key: AnyHashable, time: UInt64)] = [:]
        var places: [AnyHashable: Int] = [:]
        var head = 0
        var tail = 0
    }

    private let key: @Sendable (E) -> AnyHashable
    private let contents = Guarded(Contents())

    init(limit: Int, key: @escaping @Sendable (E) -> AnyHashable) {
        self.key = key
        super.init(limit: limit)
    }

    override var head: Int { contents.withLock(\.head) }
    override var tail: Int { contents.withLock(\.tail) }
    override var oldest: UInt64? { contents.withLock { $0.events[$0.head]?.time } }

    override func put(_ event: E, letGo: (E) -> Void) -> Offer {
        // The key is the subscriber's code: not under the lock.
        let key = key(event)
        if let displaced = contents.withLock({ $0.place(event, key, limit: limit) }) {
            letGo(displaced)
        }
        return .accepted
    }

    override func pop() -> Int {
        guard let first = contents.withLock({ $0.removeFirst() }) else { return -1 }
        hand.initialize(to: first.event)
        return first.position
    }
}

extension LatestBuffer.Contents {
    mutating func place(_ event: E, _ key: AnyHashable, limit: Int) -> E? {
        if let place = places[key] {
            events[place]?.event = event
            return nil
        }
        let displaced = tail - head >= limit ? removeFirst()?.event : nil
        events[tail] = (event, key, petrel_now_coarse())
        places[key] = tail
        tail += 1
        return displaced
    }

    mutating func removeFirst() -> (event: E, position: Int)? {
        guard let first = events.removeValue(forKey: head) else { return nil }
        places[first.key] = nil
        defer { head += 1 }
        return (first.event, head)
    }
}
