internal import CPetrelBus
internal import Synchronization

/// What became of an event offered to a queue.
enum Offer {
    case accepted
    case refused
    /// Refused, and the subscription is to end.
    case overflowed
    /// Refused unless the publisher is ready to wait.
    case mustWait
    case closed
}

/// A bounded queue between posting threads and one consumer, which parks while it is empty.
///
/// Subclasses hold the events; parking, waiting for room and draining are here. Each accepted event has a position,
/// counted from 0.
///
/// No function here gives back an event or an optional of one: such types are made anew for each call in code that is
/// not specialised, and this code serves every event type. Events stay where they are and are looked at in place.
class EventBuffer<E>: @unchecked Sendable {
    // Unchecked because `consumer` is handed over by `isParked` (written before it is set, read by whoever clears
    // it), and `hand` and `inHand` belong to the one consumer.
    let limit: Int
    private var consumer: UnsafeContinuation<Void, Never>?
    private let isParked = Atomic(false)
    /// Stored by whoever wakes the consumer, loaded by the consumer once awake. The runtime orders the two already,
    /// but where neither the compiler's memory model nor the thread sanitizer can see it.
    private let handover = Atomic(false)
    private let closing = Atomic(false)
    /// Everything before this position has been handled, or made room for something that was.
    private let handledThrough = Atomic(0)
    /// The event in the consumer's hands, and its position; only the consumer looks at them.
    let hand = UnsafeMutablePointer<E>.allocate(capacity: 1)
    private var inHand = 0
    private let awaited = Atomic(false)
    private let waiters = Guarded(Waiters())

    private struct Waiters {
        /// Those who wait for the events before a position to have been handled.
        var drains: [(position: Int, continuation: CheckedContinuation<Void, Never>)] = []
        /// Those who wait for room, by number, in order.
        var room: [(id: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var nextID = 0

        var isEmpty: Bool { drains.isEmpty && room.isEmpty }
    }

    init(limit: Int) {
        self.limit = limit
    }

    deinit {
        hand.deallocate()
    }

    // MARK: For subclasses

    /// Takes the event in, or says why not. Does not wake the consumer. Events that make room are shown to `letGo`.
    func put(_ event: E, letGo: (E) -> Void) -> Offer { .closed }
    /// Moves the oldest event to `hand` and gives back its position, or -1 when there is none.
    func pop() -> Int { -1 }
    /// Told when nothing waits.
    func rest() {}
    /// The position that the oldest waiting event has, or the next one will get.
    var head: Int { 0 }
    /// The position that the next event will get.
    var tail: Int { 0 }
    /// When the oldest waiting event was accepted, on the coarse clock.
    var oldest: UInt64? { nil }

    // MARK: For publishers

    var count: Int { max(tail - head, 0) }
    var isClosed: Bool { closing.load(ordering: .acquiring) }

    final func offer(_ event: E, letGo: (E) -> Void) -> Offer {
        guard !isClosed else { return .closed }
        let offer = put(event, letGo: letGo)
        if offer == .accepted { wake() }
        return offer
    }

    /// Nothing more is accepted; what waits is still handed out.
    final func close() {
        closing.store(true, ordering: .sequentiallyConsistent)
        wake()
        settle(all: true)
    }

    private func wake() {
        guard isParked.load(ordering: .sequentiallyConsistent),
            isParked.exchange(false, ordering: .acquiringAndReleasing)
        else { return }
        let parked = consumer
        handover.store(true, ordering: .releasing)
        parked?.resume()
    }

    // MARK: For the consumer

    /// Takes the next event into ``hand``, if one waits. Call ``handled()`` when done with it.
    final func take() -> Bool {
        inHand = pop()
        return inHand >= 0
    }

    /// Lets go of the event in hand.
    final func handled() {
        hand.deinitialize(count: 1)
        handledThrough.store(inHand + 1, ordering: .releasing)
        if awaited.load(ordering: .relaxed) { settle() }
    }

    /// Waits until there may be an event; false when closed and empty. One consumer at a time.
    final func park() async -> Bool {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            consumer = continuation
            isParked.store(true, ordering: .sequentiallyConsistent)
            // `handled` looks without a fence and may have missed somebody; after the store above nobody is missed.
            if awaited.load(ordering: .sequentiallyConsistent) { settle() }
            if count > 0 || isClosed { wake() }
        }
        _ = handover.load(ordering: .acquiring)
        return count > 0 || !isClosed
    }

    // MARK: Waiting for room, and for everything to be handled

    /// Returns when the events accepted so far have been handled or dropped.
    final func drain() async {
        let target = tail
        await withCheckedContinuation { continuation in
            register { $0.drains.append((target, continuation)) }
        }
    }

    /// Returns when there may be room, or the buffer was closed, or the task cancelled.
    final func waitForRoom() async {
        let id = waiters.withLock { waiters in
            defer { waiters.nextID += 1 }
            return waiters.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                register { $0.room.append((id, continuation)) }
                if Task.isCancelled { giveUp(id) }
            }
        } onCancel: {
            giveUp(id)
        }
    }

    private func register(_ add: (inout Waiters) -> Void) {
        waiters.withLock { waiters in
            add(&waiters)
            awaited.store(true, ordering: .sequentiallyConsistent)
        }
        settle(all: isClosed)
    }

    private func giveUp(_ id: Int) {
        let given = waiters.withLock { waiters -> CheckedContinuation<Void, Never>? in
            guard let place = waiters.room.firstIndex(where: { $0.id == id }) else { return nil }
            return waiters.room.remove(at: place).continuation
        }
        given?.resume()
    }

    /// Resumes those whose wait is over.
    final func settle(all: Bool = false) {
        let done = waiters.withLock { waiters -> [CheckedContinuation<Void, Never>] in
            let handled = handledThrough.load(ordering: .acquiring)
            var done = waiters.drains.filter { $0.position <= handled }.map(\.continuation)
            waiters.drains.removeAll { $0.position <= handled }
            // Half a queue at a time: waking a publisher for each place would cost more than handling the events.
            let hasRoom = all || count <= limit / 2
            let room = hasRoom ? min(all ? .max : max(limit - count, 1), waiters.room.count) : 0
            done += waiters.room.prefix(room).map(\.continuation)
            waiters.room.removeFirst(room)
            awaited.store(!waiters.isEmpty, ordering: .sequentiallyConsistent)
            return done
        }
        for continuation in done { continuation.resume() }
    }
}
