internal import CPetrelBus
internal import Synchronization

/// A queue in a ring of places, each with a turn that says whose move it is. Publishers claim a place by moving the
/// tail, the consumer by moving the head; nobody waits for a lock.
///
/// The turns follow Dmitry Vyukov's bounded queue: a place of the ring's lap n may be written at turn 2n and read at
/// turn 2n + 1. The bound holds exactly: an event gets in only while fewer than `limit` wait.
final class RingBuffer<E>: EventBuffer<E>, @unchecked Sendable {
    // Unchecked because of the pointers: a place belongs to whoever moved the tail or the head over it.
    private let rule: WhenFull<E>.Rule
    private let mask: Int
    private let shift: Int
    private let turns: UnsafeMutablePointer<Atomic<Int>>
    /// The consumer has found nothing: the next event's time is noted.
    private let isResting = Atomic(true)
    /// When the first event of each sixteen, or the first after a rest, was accepted: near enough for those after it.
    private let times: UnsafeMutablePointer<UInt64>
    private let events: UnsafeMutablePointer<E>
    /// The tail and the head, far enough apart not to share a cache line.
    private let ends: UnsafeMutablePointer<Atomic<Int>>

    private static var headPlace: Int { 32 }
    /// Where publishers remember the head as last seen, so as not to look at it for each event.
    private static var seenHeadPlace: Int { 16 }
    private static var timed: Int { 16 }

    init(limit: Int, rule: WhenFull<E>.Rule) {
        self.rule = rule
        // One place more than the bound, so that a reader still moving its event out is not waited for.
        shift = Self.bits(for: limit + 1)
        mask = (1 << shift) - 1
        turns = .allocate(capacity: mask + 1)
        times = .allocate(capacity: mask / Self.timed + 1)
        times.initialize(repeating: 0, count: mask / Self.timed + 1)
        events = .allocate(capacity: mask + 1)
        for place in 0...mask { (turns + place).initialize(to: Atomic(0)) }
        ends = UnsafeMutableRawPointer.allocate(
            byteCount: 64 * MemoryLayout<Int>.stride, alignment: 128
        )
        .bindMemory(to: Atomic<Int>.self, capacity: 64)
        ends.initialize(to: Atomic(0))
        (ends + Self.headPlace).initialize(to: Atomic(0))
        (ends + Self.seenHeadPlace).initialize(to: Atomic(0))
        super.init(limit: limit)
    }

    deinit {
        while pop() >= 0 { hand.deinitialize(count: 1) }
        turns.deallocate()
        times.deallocate()
        events.deallocate()
        UnsafeMutableRawPointer(ends).deallocate()
    }

    private static func bits(for limit: Int) -> Int {
        limit <= 1 ? 0 : Int.bitWidth - (limit - 1).leadingZeroBitCount
    }

    override var head: Int {
        (ends + Self.headPlace).pointee.load(ordering: .sequentiallyConsistent)
    }
    override var tail: Int { ends.pointee.load(ordering: .sequentiallyConsistent) }

    override var oldest: UInt64? {
        let position = head
        guard position < tail, isReadable(position) else { return nil }
        return petrel_read(times + (position & mask) / Self.timed)
    }

    override func rest() {
        isResting.store(true, ordering: .relaxed)
    }

    override func put(_ event: E, letGo: (E) -> Void) -> Offer {
        while !append(event) {
            switch rule {
            case .dropNewest, .keepLatest: return .refused
            case .cancelSubscription: return .overflowed
            case .wait: return .mustWait
            case .dropOldest: makeRoom(letGo)
            }
        }
        return .accepted
    }

    private func makeRoom(_ letGo: (E) -> Void) {
        let position = claimHead()
        guard position >= 0 else { return petrel_pause() }
        let oldest = (events + (position & mask)).move()
        release(position)
        letGo(oldest)
    }

    private func append(_ event: E) -> Bool {
        var position = ends.pointee.load(ordering: .relaxed)
        while true {
            guard position - seenHead(from: position) < limit else { return false }
            let (claimed, now) = ends.pointee.weakCompareExchange(
                expected: position, desired: position + 1, ordering: .sequentiallyConsistent)
            if claimed { break }
            position = now
        }
        let place = position & mask
        let turn = (position >> shift) * 2
        // The reader of the lap before has moved the head, but may still be moving the event out.
        while (turns + place).pointee.load(ordering: .acquiring) != turn { petrel_pause() }
        if place.isMultiple(of: Self.timed) || isResting.load(ordering: .relaxed) {
            isResting.store(false, ordering: .relaxed)
            petrel_note(times + place / Self.timed, petrel_now_coarse())
        }
        (events + place).initialize(to: event)
        (turns + place).pointee.store(turn + 1, ordering: .releasing)
        return true
    }

    /// The head, or where it was a while ago if there is room even so.
    private func seenHead(from position: Int) -> Int {
        let seen = (ends + Self.seenHeadPlace).pointee.load(ordering: .acquiring)
        if position - seen < limit { return seen }
        let head = (ends + Self.headPlace).pointee.load(ordering: .acquiring)
        (ends + Self.seenHeadPlace).pointee.store(head, ordering: .releasing)
        return head
    }

    override func pop() -> Int {
        let position = claimHead()
        guard position >= 0 else {
            rest()
            return -1
        }
        hand.moveInitialize(from: events + (position & mask), count: 1)
        release(position)
        return position
    }

    /// Makes the oldest event the caller's, who moves it out and releases its place; -1 when there is none.
    private func claimHead() -> Int {
        let head = ends + Self.headPlace
        var position = head.pointee.load(ordering: .relaxed)
        while true {
            guard isReadable(position) else {
                let now = head.pointee.load(ordering: .relaxed)
                if now == position { return -1 }
                position = now
                continue
            }
            let (claimed, now) = head.pointee.weakCompareExchange(
                expected: position, desired: position + 1, ordering: .sequentiallyConsistent)
            if claimed { return position }
            position = now
        }
    }

    private func release(_ position: Int) {
        let turn = ((position >> shift) + 1) * 2
        (turns + (position & mask)).pointee.store(turn, ordering: .releasing)
    }

    private func isReadable(_ position: Int) -> Bool {
        (turns + (position & mask)).pointee.load(ordering: .acquiring) == (position >> shift) * 2
            + 1
    }
}
