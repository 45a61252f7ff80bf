internal import PetrelCloud

/// The parcels of one subscription, in lanes: order inside a lane, none between them.
///
/// A lane whose first parcel failed is held: what comes behind it waits, and the other lanes go on. Held parcels are
/// rows of their own, so they do not keep the subscription's place in the ledger back.
struct Lanes: Sendable {
    struct Lane: Sendable {
        var parcels: [Parcel] = []
        var isSending = false
        var isHeld = false
    }

    /// What changed about held parcels since the last look, to be written down.
    enum HeldChange: Sendable {
        case held(Parcel)
        case released(Int64)
    }

    private(set) var lanes: [String: Lane] = [:]
    /// Lanes that could send now, in the order they became so.
    private(set) var ready = Line<String>()
    private(set) var count = 0
    private(set) var heldCount = 0
    private(set) var sending = 0
    /// Those that are no rows of their own: the subscription's place in the ledger is before the first of them.
    private(set) var open = OpenLine()
    private(set) var changes: [HeldChange] = []
    /// The furthest that is done or held, with its count.
    private(set) var furthest: (sequence: Int64, counter: Int64) = (0, 0)

    var isEmpty: Bool { count == 0 }
    var hasReady: Bool { !ready.isEmpty }
    /// How many parcels are under way or wait for nothing but a place.
    var openCount: Int { count - heldCount }

    mutating func add(_ parcel: Parcel) {
        var parcel = parcel
        let isFirst = lanes[parcel.lane] == nil
        if lanes[parcel.lane, default: Lane()].isHeld {
            parcel.event = nil
            heldCount += 1
            changes.append(.held(parcel))
            note(parcel)
        } else {
            open.open(parcel.sequence, counter: parcel.counter)
        }
        lanes[parcel.lane, default: Lane()].parcels.append(parcel)
        count += 1
        if isFirst { ready.append(parcel.lane) }
    }

    /// Puts back what a server before this one held. In the order of their sequences.
    mutating func restore(_ parcel: Parcel) {
        lanes[parcel.lane, default: Lane()].isHeld = true
        lanes[parcel.lane]?.parcels.append(parcel)
        count += 1
        heldCount += 1
    }

    /// The next parcel that may go, which then is under way.
    mutating func next(at now: Timestamp) -> (parcel: Parcel, attempt: Int)? {
        while let name = ready.popFirst() {
            if let begun = begin(name, at: now) { return begun }
        }
        return nil
    }

    /// Further parcels that may go together with another: of other lanes, and none that was tried before, so that one
    /// that is refused is found by itself.
    mutating func more(_ most: Int, at now: Timestamp) -> [Parcel] {
        var (more, left): ([Parcel], [String]) = ([], [])
        while more.count < most, let name = ready.popFirst() {
            guard lanes[name]?.isHeld == false else {
                left.append(name)
                continue
            }
            if let begun = begin(name, at: now) { more.append(begun.parcel) }
        }
        for name in left { ready.append(name) }
        return more
    }

    /// The held parcel that would be due next, before its time, to find out whether the endpoint is back.
    mutating func probe(at now: Timestamp) -> (parcel: Parcel, attempt: Int)? {
        let held = lanes.filter { $0.value.isHeld && !$0.value.isSending }
        let next = held.min { left, right in
            (left.value.due ?? now, left.key) < (right.value.due ?? now, right.key)
        }
        return next.flatMap { begin($0.key, at: now) }
    }

    private mutating func begin(
        _ name: String, at now: Timestamp
    ) -> (parcel: Parcel, attempt: Int)? {
        guard lanes[name]?.isSending == false, lanes[name]?.parcels.isEmpty == false,
            let attempt = lanes[name]?.parcels[0].delivery.begin(at: now),
            let parcel = lanes[name]?.parcels[0]
        else { return nil }
        lanes[name]?.isSending = true
        sending += 1
        return (parcel, attempt)
    }

    /// The attempt of the lane's first parcel came to an end; what follows from it, and the parcel.
    mutating func ended(
        _ name: String, _ outcome: AttemptOutcome, at now: Timestamp, _ schedule: RetrySchedule,
        using random: inout some RandomNumberGenerator
    ) -> (order: EventDelivery.Order, parcel: Parcel)? {
        guard lanes[name]?.isSending == true, lanes[name]?.parcels.isEmpty == false,
            var lane = lanes.removeValue(forKey: name)
        else { return nil }
        lane.isSending = false
        sending -= 1
        let order = lane.parcels[0].delivery.ended(outcome, at: now, schedule, using: &random)
        let parcel = lane.parcels[0]
        switch order {
        case .settle, .giveUp:
            lane.parcels.removeFirst()
            count -= 1
            if lane.isHeld {
                heldCount -= 1
                changes.append(.released(parcel.sequence))
            } else {
                open.close(parcel.sequence)
            }
            note(parcel)
            lanes[name] = lane.parcels.isEmpty ? nil : lane
            if !lane.parcels.isEmpty { ready.append(name) }
        case .retry, .endSubscription:
            lanes[name] = lane
            hold(name)
        case .none:
            lanes[name] = lane
        }
        return (order, parcel)
    }

    /// The attempt was cut off.
    mutating func interrupted(_ name: String) {
        guard lanes[name]?.isSending == true else { return }
        lanes[name]?.isSending = false
        lanes[name]?.parcels[0].delivery.interrupted()
        sending -= 1
        ready.append(name)
    }

    private mutating func hold(_ name: String) {
        guard var lane = lanes[name] else { return }
        if !lane.isHeld { heldCount += lane.parcels.count }
        let isNew = !lane.isHeld
        lane.isHeld = true
        lane.parcels.last.map { note($0) }
        if isNew { for parcel in lane.parcels { open.close(parcel.sequence) } }
        for index in lane.parcels.indices where isNew || index == 0 {
            lane.parcels[index].event = nil
            changes.append(.held(lane.parcels[index]))
        }
        lanes[name] = lane
    }

    /// Lanes whose time has come may send.
    mutating func wake(at now: Timestamp) {
        let due = lanes.filter { !$0.value.isSending && ($0.value.due ?? now) <= now }
        for name in due.keys.sorted() { ready.append(name) }
    }

    /// Everything that waits may be sent at once: the endpoint is back.
    mutating func hurry(at now: Timestamp) {
        for name in lanes.keys where lanes[name]?.isHeld == true {
            lanes[name]?.parcels[0].delivery.hurry(to: now)
        }
        wake(at: now)
    }

    /// Held lanes whose time has come may send.
    mutating func wakeHeld(at now: Timestamp) {
        guard heldCount > 0 else { return }
        let due = lanes.filter {
            $0.value.isHeld && !$0.value.isSending && $0.value.due ?? now <= now
        }
        for name in due.keys.sorted() { ready.append(name) }
    }

    /// When the next of the held lanes is due whose time has not come.
    func nextDue(after now: Timestamp) -> Timestamp? {
        var next: Timestamp?
        for lane in lanes.values where lane.isHeld && !lane.isSending {
            guard let due = lane.due, due > now else { continue }
            next = min(due, next ?? due)
        }
        return next
    }

    /// What comes next comes after a place.
    mutating func begin(after place: Int64, counter: Int64) { furthest = (place, counter) }

    /// A parcel is open no more.
    private mutating func note(_ parcel: Parcel) {
        guard parcel.sequence > furthest.sequence else { return }
        furthest = (parcel.sequence, parcel.counter)
    }

    mutating func takeChanges() -> [HeldChange] {
        defer { changes = [] }
        return changes
    }

    /// Forgets what was held; what of it is under way ends as if it had not been.
    mutating func releaseHeld() {
        for (name, lane) in lanes where lane.isHeld {
            changes += lane.parcels.map { .released($0.sequence) }
            let kept = lane.isSending ? Array(lane.parcels.prefix(1)) : []
            count -= lane.parcels.count - kept.count
            heldCount -= lane.parcels.count
            for parcel in kept { open.open(parcel.sequence, counter: parcel.counter) }
            lanes[name] =
                kept.isEmpty ? nil : Lane(parcels: kept, isSending: true, isHeld: false)
        }
    }

    /// Forgets what is not under way and no row, as when the subscription rests; they are read again later.
    mutating func dropOpen() {
        for (name, lane) in lanes where !lane.isHeld {
            let kept = lane.isSending ? Array(lane.parcels.prefix(1)) : []
            count -= lane.parcels.count - kept.count
            for parcel in lane.parcels.dropFirst(kept.count) { open.close(parcel.sequence) }
            lanes[name]?.parcels = kept
            if kept.isEmpty { lanes[name] = nil }
        }
    }
}

extension Lanes.Lane {
    var due: Timestamp? { parcels.first?.delivery.due }
}
