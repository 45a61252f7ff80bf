internal import PetrelCloud

/// Attempts that begin and end.
extension Board {
    /// Looks at a run after something happened to it, and says what is to be done about it.
    mutating func tend(_ id: RunID, at now: Timestamp) -> [Order] {
        take(id).map { tend(id, $0, at: now) } ?? []
    }

    /// The same for one that was taken out, and is put back.
    mutating func tend(_ id: RunID, _ taken: consuming Run, at now: Timestamp) -> [Order] {
        var run = taken
        var orders: [Order] = []
        // While others were under way the time of some may have come, for which nobody was woken.
        if !run.rests { run.lanes.wakeHeld(at: now) }
        if run.wantsPage != nil { wanting.append(id) }
        if run.isOver { orders.append(.finish(id)) }
        if let wake = run.nextWake(at: now), run.wakes.map({ $0 > wake || $0 <= now }) ?? true {
            run.wakes = wake
            orders.append(.wake(id, at: wake))
        }
        if run.maySend(perSubscription, at: now) {
            waiting[run.account, default: Line()].append(id)
            turn.append(run.account)
        }
        runs[id] = run
        return orders
    }

    /// The next page to be read, if there is one and not too many are.
    mutating func nextPage() -> Order? {
        while reading < Self.mostReading, let id = wanting.popFirst() {
            guard let after = runs[id]?.wantsPage else { continue }
            runs[id]?.isReading = true
            reading += 1
            return .read(id, after: after)
        }
        return nil
    }

    /// The next attempt, fairly among accounts and then among their subscriptions; `nil` when none may begin.
    mutating func next(at now: Timestamp) -> Sending? {
        while let account = turn.popFirst() {
            guard share.allows(account) else {
                blocked.append(account)
                continue
            }
            if pace != nil, pace?.admits(account, at: now) == false { continue }
            guard let id = waiting[account]?.popFirst() else {
                waiting[account] = nil
                continue
            }
            let sending = begin(id, at: now)
            if waiting[account]?.isEmpty == false { turn.append(account) }
            guard let sending else { continue }
            if pace != nil { pace?.began(account, at: now) }
            return sending
        }
        return nil
    }

    private mutating func begin(_ id: RunID, at now: Timestamp) -> Sending? {
        guard let subscriber = subscriber(id.subscription), var run = take(id) else { return nil }
        defer { runs[id] = run }
        guard run.maySend(perSubscription, at: now) else { return nil }
        let begun =
            run.breaker.isClosed
            ? run.lanes.next(at: now)
            : run.lanes.probe(at: now) ?? run.lanes.next(at: now)
        guard let begun else { return nil }
        var parcels = [begun.parcel]
        let most = Int(subscriber.subscription.mostEvents)
        if most > 1, begun.attempt == 1, run.breaker.isClosed {
            parcels += run.lanes.more(most - 1, at: now)
        }
        run.breaker.began()
        run.underWay += 1
        share.take(run.account)
        if run.maySend(perSubscription, at: now) {
            waiting[run.account, default: Line()].append(id)
        }
        return Sending(
            run: id, subscription: subscriber.subscription, parcels: parcels,
            attempt: begun.attempt)
    }

    /// An attempt came to its end.
    ///
    /// - Parameter others: What became of events, by their sequences, where it is something else than of all.
    mutating func ended(
        _ sending: Sending, _ outcome: AttemptOutcome, others: [Int64: AttemptOutcome] = [:],
        at now: Timestamp
    ) -> [Order] {
        giveBack(sending.subscription.account)
        let id = sending.run
        guard var run = take(id) else { return [] }
        run.underWay = max(0, run.underWay - 1)
        dirty.insert(id)
        var orders: [Order] = []
        // An endpoint that failed once with many events has failed once.
        var isFirst = true
        for parcel in sending.parcels {
            let own = others[parcel.sequence] ?? outcome
            let isCounted = isFirst || own == .delivered
            orders += settle(parcel, own, of: sending, &run, isCounted, at: now)
            isFirst = false
        }
        if let reason = exhausted(run, at: now) {
            run.rests = true
            orders.append(.disable(id.subscription, reason: reason))
        }
        return orders + tend(id, run, at: now)
    }

    /// A run, out of the board: changed in place there, its lanes would be copied for each change. To be put back.
    mutating func take(_ id: RunID) -> Run? { runs.removeValue(forKey: id) }

    /// What follows for one event of a delivery.
    private mutating func settle(
        _ parcel: Parcel, _ outcome: AttemptOutcome, of sending: Sending, _ run: inout Run,
        _ isCounted: Bool, at now: Timestamp
    ) -> [Order] {
        guard
            let end = run.lanes.ended(parcel.lane, outcome, at: now, schedule, using: &random)
        else { return [] }
        count(outcome)
        var orders: [Order] = []
        if case .kept(let due, let reason, let rights) = outcome,
            let event = sending.events[parcel.sequence]
        {
            let look = people.keep(
                event.event, parcel.sequence, for: sending.run.subscription, until: due, reason,
                rights: rights, isReplay: run.isReplay)
            if let look { orders.append(.arm(at: look)) }
        }
        switch end.order {
        case .settle where outcome == .delivered:
            if run.breaker.succeeded() { run.lanes.hurry(at: now) }
        case .settle: run.breaker.interrupted(at: now)
        case .retry where outcome.isDeferred: run.breaker.interrupted(at: now)
        case .retry where !isCounted: break
        case .retry:
            _ = run.breaker.failed(end.parcel.sequence, at: now, using: &random)
        case .giveUp(let reason):
            bury(end.parcel, sending, reason, at: now)
            if case .failed = outcome {
                _ = run.breaker.failed(end.parcel.sequence, at: now, using: &random)
            } else {
                run.breaker.interrupted(at: now)
            }
        case .endSubscription(let reason):
            run.rests = true
            if isCounted { orders.append(.disable(sending.run.subscription, reason: reason)) }
        case .none: break
        }
        return orders
    }

    /// The attempt was cut off, as at the end of the server.
    mutating func interrupted(_ sending: Sending, at now: Timestamp) {
        giveBack(sending.subscription.account)
        guard let run = runs[sending.run] else { return }
        runs[sending.run]?.underWay = max(0, run.underWay - 1)
        for parcel in sending.parcels { runs[sending.run]?.lanes.interrupted(parcel.lane) }
        runs[sending.run]?.breaker.interrupted(at: now)
    }

    /// The time of something that waited has come.
    mutating func wake(_ id: RunID, at now: Timestamp) -> [Order] {
        guard var run = take(id) else { return [] }
        if let wakes = run.wakes, wakes <= now { run.wakes = nil }
        run.lanes.wake(at: now)
        return tend(id, run, at: now)
    }

    /// An endpoint that has taken nothing for as long as the whole schedule is given up.
    private func exhausted(_ run: Run, at now: Timestamp) -> String? {
        guard !run.rests, !run.breaker.isClosed, let since = run.breaker.failingSince else {
            return nil
        }
        let patience = schedule.waits.reduce(.zero, +)
        guard since.advanced(by: patience) <= now else { return nil }
        return "the endpoint has taken nothing since \(since.text())"
    }

    private mutating func bury(
        _ parcel: Parcel, _ sending: Sending, _ reason: String, at now: Timestamp
    ) {
        tally.dead += 1
        dead.append(
            DeadLetter(
                subscription: sending.run.subscription, sequence: parcel.sequence,
                event: sending.events[parcel.sequence]?.id ?? "",
                type: sending.events[parcel.sequence]?.event.type.name ?? "", lane: parcel.lane,
                counter: parcel.counter, attempts: Int64(sending.attempt), time: now,
                reason: reason))
    }

    private mutating func count(_ outcome: AttemptOutcome) {
        switch outcome {
        case .delivered: tally.delivered += 1
        case .withheld: tally.withheld += 1
        case .kept: tally.kept += 1
        case .deferred: break
        case .failed, .refused, .gone: tally.failed += 1
        }
    }

    private mutating func giveBack(_ account: String) {
        share.giveBack(account)
        let all = share.taken < share.places * 3 / 4
        for _ in 0..<(all ? blocked.count : min(blocked.count, 4)) {
            if let next = blocked.popFirst() { turn.append(next) }
        }
    }
}

extension Run {
    fileprivate func maySend(_ most: Int, at now: Timestamp) -> Bool {
        guard !rests, underWay < most, breaker.allows(at: now) else { return false }
        return lanes.hasReady || (!breaker.isClosed && lanes.heldCount > 0)
    }

    /// When somebody has to look at it although nothing happens.
    fileprivate func nextWake(at now: Timestamp) -> Timestamp? {
        guard !rests else { return nil }
        if case .open(let until) = breaker.state { return until > now ? until : nil }
        guard lanes.heldCount > 0, let due = lanes.nextDue(after: now) else { return nil }
        return due
    }
}
