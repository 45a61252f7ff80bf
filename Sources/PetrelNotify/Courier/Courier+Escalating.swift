internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

/// Events that nobody has acknowledged in time go to somebody else.
extension Courier {
    func attendToEscalations() async throws {
        // One at a time: what two looked at would be told twice.
        guard escalating.withLock({ $0.take() }) else { return }
        do {
            repeat { try await escalateDue() } while !escalating.withLock { $0.isOver() }
        } catch {
            escalating.withLock { $0.giveUp() }
            throw error
        }
    }

    private func escalateDue() async throws {
        // What is waited for is a row then, also what another is just writing.
        try await checkpoint()
        while case let due = try await escalations.due(time.now()), !due.isEmpty {
            for one in due { try await escalate(one) }
        }
        arm(try await escalations.nextDue())
    }

    private func escalate(_ one: Expectation) async throws {
        guard let subscription = try await subscriptions.subscription(one.subscription),
            let rule = subscription.routing.escalation
        else { return try await settle(one, "no longer wanted") }
        let word = try await escalations.acknowledgements(of: one.event)
            .first { $0.counts(for: subscription) }
        if let word { return try await settle(one, "acknowledged by \(word.user)") }
        guard try await isOpen(one) else { return try await settle(one, "archived") }
        guard let next = try await subscriptions.subscription(rule.to) else {
            return try await settle(
                one, "nobody to tell: subscription \(rule.to) is gone",
                [.escalationFailed(subscription, one.event)])
        }
        try await pass(one, to: next)
    }

    /// Whether lists still show it: what was archived or deleted is done with.
    private func isOpen(_ one: Expectation) async throws -> Bool {
        var query = EventQuery()
        (query.ascending, query.afterSequence, query.limit) = (true, one.sequence - 1, 1)
        return try await context.store.events(query).elements.first?.sequence == one.sequence
    }

    private func settle(
        _ one: Expectation, _ outcome: String, _ events: [CloudEvent] = []
    ) async throws {
        try await context.commit(
            events, rows: [{ try EscalationTable.settle(one, outcome, $0) }])
    }

    /// One commit: the event waits for an answer, or for its next receiver, whatever happens.
    private func pass(_ one: Expectation, to next: NotifySubscription) async throws {
        let (run, now) = (RunID(subscription: next.id), time.now())
        let parcel = Parcel(
            sequence: one.sequence, counter: 0, lane: "\(one.lane)\(Parcel.escalated)", event: nil)
        let further = next.routing.escalation.map { rule in
            Expectation(
                subscription: next.id, sequence: one.sequence, event: one.event, lane: one.lane,
                began: now, due: now.advanced(by: .seconds(rule.after * 60)))
        }
        try await context.commit(rows: [
            { rows in
                try EscalationTable.settle(one, "escalated to \(next.name)", rows)
                try ProgressTable.write(.held(parcel), run, rows)
                if let further { try EscalationTable.write(further, rows) }
            }
        ])
        perform { board in
            board.hold([parcel], run)
            return board.wake(run, at: now)
        }
    }
}

extension Parcel {
    /// Ends the lane of what somebody else has not acknowledged.
    static let escalated = "#escalated"

    /// What the message says besides its event.
    var note: String? {
        lane.hasSuffix(Self.escalated) ? "Nobody has acknowledged this" : nil
    }
}

extension Board {
    /// Notes that somebody should acknowledge an event; when it is somebody else's turn.
    mutating func expect(
        _ told: Told, _ sequence: Int64, of subscription: some Subscribed,
        at now: Timestamp
    ) -> [Order] {
        guard let rule = subscription.routing.escalation,
            told.event.level.severity >= rule.level.severity,
            // What is told long afterwards is no emergency any more.
            told.event.time.duration(to: now) < .seconds(86_400)
        else { return [] }
        let due = now.advanced(by: .seconds(rule.after * 60))
        expected.append(
            Expectation(
                subscription: subscription.id, sequence: sequence, event: told.id,
                lane: told.lane, began: now, due: due))
        return [.arm(at: due)]
    }
}
