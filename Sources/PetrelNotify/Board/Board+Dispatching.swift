internal import PetrelCloud

/// Events that come in.
extension Board {
    /// An event of the ledger, in sequence order.
    mutating func dispatch(_ event: CloudEvent, at now: Timestamp) -> [Order] {
        guard let sequence = event.sequence, sequence > dispatched else { return [] }
        dispatched = sequence
        var told: Told?
        var orders: [Order] = []
        for number in index.candidates(event) {
            guard let subscriber = slots[Int(number)], subscriber.subscription.passes(event) else {
                continue
            }
            let shared = told ?? Told(event, isWeighed: weighs)
            told = shared
            orders += push(shared, sequence, subscriber.subscription, now)
        }
        return orders
    }

    private mutating func push(
        _ event: Told, _ sequence: Int64, _ subscription: Member, _ now: Timestamp
    ) -> [Order] {
        let id = RunID(subscription: subscription.id)
        guard var run = take(id) ?? newRun(id) else { return [] }
        let isLive = run.place == .live
        if isLive { dirty.insert(id) }
        guard isLive, run.hasRoom else {
            if isLive { run.place = .behind(after: sequence - 1) }
            if weighs { run.unread.came(sequence, bytes: event.bytes) }
            runs[id] = run
            return []
        }
        run.add(event, sequence, subscription.routing)
        return tend(id, run, at: now) + expect(event, sequence, of: subscription, at: now)
    }

    /// A page that a run behind asked for: its events that match, and up to where the ledger was read.
    mutating func read(
        _ id: RunID, _ events: [CloudEvent], through sequence: Int64, at now: Timestamp
    ) -> [Order] {
        reading -= 1
        guard var run = runs[id], run.isReading,
            let subscription = subscriber(id.subscription)?.subscription
        else { return [] }
        var orders: [Order] = []
        run.isReading = false
        guard case .behind(let after) = run.place, after < sequence || events.isEmpty else {
            return tend(id, run, at: now)
        }
        for event in events {
            guard let number = event.sequence, number > after, number <= run.ends else { continue }
            run.pass(number - 1)
            let told = Told(event, isWeighed: weighs)
            guard !run.isDone(number, in: subscription.routing.lane(of: told)) else {
                run.counter += 1
                continue
            }
            run.add(told, number, subscription.routing)
            if !run.isReplay { orders += expect(told, number, of: subscription, at: now) }
        }
        run.pass(max(after, sequence))
        let isThere = sequence >= dispatched && !run.isReplay
        run.place = isThere ? .live : .behind(after: max(after, sequence))
        dirty.insert(id)
        return tend(id, run, at: now) + orders
    }

    /// The page could not be read; it is asked for again when somebody looks.
    mutating func readFailed(_ id: RunID, at now: Timestamp) -> [Order] {
        reading -= 1
        runs[id]?.isReading = false
        let later = now.advanced(by: .seconds(1))
        runs[id]?.wakes = later
        return runs[id] == nil ? [] : [.wake(id, at: later)]
    }
}
