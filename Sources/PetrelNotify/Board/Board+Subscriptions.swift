internal import PetrelCloud

/// Subscriptions that come, change and go.
extension Board {
    mutating func add(_ subscription: NotifySubscription, counter: Int64) {
        let member = register.member(subscription)
        let number = freeSlot()
        slots[Int(number)] = Subscriber(subscription: member, counter: counter)
        slot[member.id] = number
        index.insert(number, member)
        pace?.know(member.account, in: member.domainPath)
    }

    private mutating func freeSlot() -> UInt32 {
        if let reused = free.popLast() { return reused }
        // By an eighth at a time: an array that doubles would cost as much as it holds.
        if slots.count == slots.capacity {
            slots.reserveCapacity(slots.count + slots.count / 8 + 16)
        }
        slots.append(nil)
        return UInt32(slots.count - 1)
    }

    mutating func remove(_ id: String) {
        people.forget(id)
        guard let number = slot.removeValue(forKey: id) else { return }
        if let gone = slots[Int(number)]?.subscription {
            index.remove(number, gone)
            register.left(gone)
        }
        slots[Int(number)] = nil
        free.append(number)
        for run in runs.keys where run.subscription == id { drop(run) }
    }

    mutating func drop(_ id: RunID) {
        // Places of attempts under way are given back when those end.
        runs[id] = nil
        dirty.remove(id)
    }

    /// Another name, filter or state; what is under way stays so.
    mutating func change(_ subscription: NotifySubscription, at now: Timestamp) -> [Order] {
        guard let number = slot[subscription.id], let old = slots[Int(number)] else { return [] }
        index.remove(number, old.subscription)
        let member = register.member(subscription)
        register.left(old.subscription)
        slots[Int(number)]?.subscription = member
        index.insert(number, member)
        let main = RunID(subscription: subscription.id)
        if subscription.state != .enabled { ensureRun(main) }
        let mine = runs.keys.filter { $0.subscription == subscription.id }
        let isOther = !member.asksAsBefore(old.subscription)
        for run in mine {
            if isOther { runs[run]?.unread = Unread() }
            runs[run]?.rests = subscription.state != .enabled
            if subscription.state == .enabled, old.subscription.state != .enabled {
                runs[run]?.breaker = CircuitBreaker()
                runs[run]?.lanes.hurry(at: now)
            }
        }
        // Digests that waited for it, too.
        return mine.flatMap { tend($0, at: now) } + [.arm(at: now)]
    }

    /// The run of a subscription; one that had none begins where everybody is.
    @discardableResult
    mutating func ensureRun(_ id: RunID) -> Bool {
        if runs[id] != nil { return true }
        guard let run = newRun(id) else { return false }
        runs[id] = run
        return true
    }

    /// One that begins where everybody is; not on the board yet.
    func newRun(_ id: RunID) -> Run? {
        guard id.replay.isEmpty, let subscriber = subscriber(id.subscription) else { return nil }
        var run = Run(
            id: id, account: subscriber.subscription.account, place: .live,
            counter: subscriber.counter)
        run.rests = subscriber.subscription.state != .enabled
        return run
    }

    /// Begins a run elsewhere: a new subscription that starts in the past, or a replay.
    mutating func begin(_ run: Run, at now: Timestamp) -> [Order] {
        guard let subscriber = subscriber(run.id.subscription) else { return [] }
        var run = run
        run.rests = subscriber.subscription.state != .enabled
        runs[run.id] = run
        dirty.insert(run.id)
        return tend(run.id, at: now)
    }

    /// Leaves out what waits, and goes on from another place.
    mutating func move(
        _ id: RunID, to place: Int64, counter: Int64?, latest: Int64, keepsHeld: Bool
    ) {
        guard ensureRun(id), var run = runs[id] else { return }
        run.lanes.dropOpen()
        if !keepsHeld { run.lanes.releaseHeld() }
        run.place = .behind(after: place)
        run.counter = counter ?? run.counter
        run.beyond = nil
        run.lanes.begin(after: place, counter: run.counter)
        run.latest = latest
        runs[id] = run
        dirty.insert(id)
    }
}
