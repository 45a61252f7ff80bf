internal import CPetrelBus
internal import Synchronization

/// A queue in which only the latest event of each key waits, in the place of the first.
final class LatestBuffer<E>: EventBuffer<E>, @unchecked Sendable {
    // Unchecked because of the contents, which are only touched with the lock held.
    private struct Contents {
        var events: [Int: (event: E, key: AnyHashable, time: UInt64)] = [:]
        var places: [AnyHashable: Int] = [:]
        var head = 0
        var tail = 0
    }

    private let key: @Sendable (E) -> AnyHashable
    private let lock = Mutex(())
    private var contents = Contents()

    init(limit: Int, key: @escaping @Sendable (E) -> AnyHashable) {
        self.key = key
        super.init(limit: limit)
    }

    override var head: Int { lock.withLock { _ in contents.head } }
    override var tail: Int { lock.withLock { _ in contents.tail } }
    override var oldest: UInt64? { lock.withLock { _ in contents.events[contents.head]?.time } }

    override func put(_ event: E) -> Offer<E> {
        // The key is the subscriber's code: not under the lock.
        let key = key(event)
        var displaced: E?
        lock.withLock { _ in displaced = place(event, key) }
        return displaced.map { .displaced($0) } ?? .accepted
    }

    private func place(_ event: E, _ key: AnyHashable) -> E? {
        if let place = contents.places[key] {
            contents.events[place]?.event = event
            return nil
        }
        let displaced = contents.tail - contents.head >= limit ? removeFirst()?.event : nil
        contents.events[contents.tail] = (event, key, petrel_now_coarse())
        contents.places[key] = contents.tail
        contents.tail += 1
        return displaced
    }

    override func pop() -> (event: E, position: Int)? {
        var first: (event: E, position: Int)?
        lock.withLock { _ in first = removeFirst() }
        return first
    }

    private func removeFirst() -> (event: E, position: Int)? {
        guard let first = contents.events.removeValue(forKey: contents.head) else { return nil }
        contents.places[first.key] = nil
        defer { contents.head += 1 }
        return (first.event, contents.head)
    }
}
