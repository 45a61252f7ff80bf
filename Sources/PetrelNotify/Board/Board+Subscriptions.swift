internal import PetrelCloud

/// Subscriptions that come, change and go.
extension Board {
    mutating func add(_ subscription: NotifySubscription, counter: Int64) {
        let slim = slim(subscription)
        let number = freeSlot()
        slots[Int(number)] = Subscriber(subscription: slim, counter: counter)
        slot[subscription.id] = number
        index.insert(number, slim)
        pace?.know(slim.owner.account, in: slim.owner.domainPath)
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

    /// What is needed to match, with owners' names shared by all of their subscriptions.
    private mutating func slim(_ subscription: NotifySubscription) -> NotifySubscription {
        var slim = subscription
        (slim.settings, slim.text) = ([:], "")
        (slim.challenge, slim.proven) = (nil, nil)
        slim.owner.account = shared(slim.owner.account)
        slim.owner.accountName = shared(slim.owner.accountName)
        slim.owner.domain = shared(slim.owner.domain)
        slim.owner.domainPath = shared(slim.owner.domainPath)
        slim.watched = slim.watched.map { shared($0) }
        slim.channel = shared(slim.channel)
        return slim
    }

    private mutating func shared(_ word: String) -> String {
        // Short texts need no memory of their own.
        word.utf8.count < 16 ? word : words.insert(word).memberAfterInsert
    }

    mutating func remove(_ id: String) {
        people.forget(id)
        guard let number = slot.removeValue(forKey: id) else { return }
        if let gone = slots[Int(number)] { index.remove(number, gone.subscription) }
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
        let slim = slim(subscription)
        slots[Int(number)]?.subscription = slim
        index.insert(number, slim)
        let main = RunID(subscription: subscription.id)
        if subscription.state != .enabled { ensureRun(main) }
        let mine = runs.keys.filter { $0.subscription == subscription.id }
        let isOther = !slim.asksAsBefore(old.subscription)
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
        guard id.replay.isEmpty, let subscriber = subscriber(id.subscription) else { return false }
        var run = Run(
            id: id, account: subscriber.subscription.owner.account, place: .live,
            counter: subscriber.counter)
        run.rests = subscriber.subscription.state != .enabled
        runs[id] = run
        return true
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
        run.latest = latest
        runs[id] = run
        dirty.insert(id)
    }
}
