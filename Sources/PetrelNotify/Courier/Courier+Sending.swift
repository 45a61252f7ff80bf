internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

/// Attempts.
extension Courier {
    func send(_ sending: Board.Sending) async {
        let began = time.now()
        let result = await attempt(sending, at: began)
        if Task.isCancelled {
            board.withLock { $0.interrupted(sending, at: began) }
            return
        }
        let ended = time.now()
        perform { board in
            board.attempts += result.records
            var sending = sending
            sending.events = result.events
            return board.ended(sending, result.outcome, others: result.others, at: ended)
        }
    }

    /// What came of a delivery, and of those of its events for which it is something else.
    private struct Result {
        var outcome: AttemptOutcome
        var others: [Int64: AttemptOutcome] = [:]
        var events: [Int64: CloudEvent] = [:]
        var records: [AttemptRecord] = []
        var error: DeliveryError?
    }

    private func attempt(_ sending: Board.Sending, at began: Timestamp) async -> Result {
        var result = Result(outcome: .delivered)
        do {
            let rights = try await rights.rights(of: sending.subscription.owner.account)
            var wanted = try await events(of: sending, rights, &result)
            guard let rights, !wanted.isEmpty else { return result }
            let channel = try await shop.channel(sending.subscription.id)
            let person = channel as? any PersonalChannel
            wanted.removeAll { parcel, event in
                let waits = quiet(event, sending, for: person, rights.name, at: began)
                if let waits { result.others[parcel.sequence] = waits }
                return waits != nil
            }
            guard !wanted.isEmpty else { return result }
            guard let person else {
                var delivery = Delivery(wanted, sending, at: began)
                delivery.isShown = sending.subscription.isWebhook
                await deliver(delivery, sending, over: channel, &result)
                return result
            }
            for (parcel, event) in wanted {
                try await deliver(
                    event, parcel, sending, to: person, rights: rights.name, at: began, &result)
            }
        } catch let mistakes as ChannelMistakes {
            result.outcome = .failed("\(mistakes)", retryAfter: nil)
        } catch {
            context.logger.warning("an attempt could not be made: \(error)")
            result.outcome = .failed("the server could not make the attempt", retryAfter: nil)
        }
        return result
    }

    /// Those events of a delivery that are kept and that the subscription's account may know.
    private func events(
        of sending: Board.Sending, _ rights: AccountRights?, _ result: inout Result
    ) async throws -> [(Parcel, CloudEvent)] {
        var wanted: [(Parcel, CloudEvent)] = []
        for parcel in sending.parcels {
            guard let event = try await event(of: parcel) else {
                result.others[parcel.sequence] = .refused("the event is no longer kept")
                continue
            }
            result.events[parcel.sequence] = event
            if rights?.shows(event, to: sending.subscription) ?? false {
                wanted.append((parcel, event))
            } else {
                result.others[parcel.sequence] = .withheld
            }
        }
        return wanted
    }

    /// Whether an event waits until quiet hours are over, and how; `nil` when it is told now.
    private func quiet(
        _ event: CloudEvent, _ sending: Board.Sending, for person: (any PersonalChannel)?,
        _ rights: String, at now: Timestamp
    ) -> AttemptOutcome? {
        guard let quiet = sending.subscription.routing.quiet, !quiet.passes(event),
            let end = quiet.end(at: now)
        else { return nil }
        // Where very many would wait one by one, they go together, so that urgent ones still get through.
        let isCrowded = board.withLock {
            $0.runs[sending.run]?.lanes.heldCount ?? 0 > Run.mostHeld / 2
        }
        if person != nil, quiet.then == .digest || isCrowded {
            return .kept(until: end, .quiet, rights: rights)
        }
        return .deferred(until: end, "quiet hours until \(end.text(.api))")
    }

    /// To somebody's own address, which may have been refused too often, or written to.
    private func deliver(
        _ event: CloudEvent, _ parcel: Parcel, _ sending: Board.Sending,
        to person: any PersonalChannel, rights: String, at began: Timestamp,
        _ result: inout Result
    ) async throws {
        let recipient = Recipient(person)
        if let suppression = suppression(of: recipient) {
            result.outcome = .gone(suppression.text)
            return
        }
        let message = EventID.next().description
        let routing = sending.subscription.routing
        let wanted = routing.digest.map { minutes in
            People.Admission.keep(
                until: began.advanced(by: .seconds(minutes * 60)), .wanted)
        }
        let admission = board.withLock { board in
            board.people.admit(
                message, to: recipient, for: sending.run.subscription, wanted: wanted,
                isUrgent: routing.isUrgent(event), at: began)
        }
        if case .keep(let due, let reason) = admission {
            result.outcome = .kept(until: due, reason, rights: rights)
            return
        }
        try await folders.count(message, recipient, at: began)
        let delivery = Delivery([(parcel, event)], sending, at: began)
        await deliver(delivery, sending, over: person, &result)
        if result.outcome == .delivered {
            await took(recipient)
        } else if let error = result.error {
            await giveBack(message, recipient, error)
            if let noted = await refused(recipient, error) { result.outcome = .gone(noted.text) }
        }
    }

    private func event(of parcel: Parcel) async throws -> CloudEvent? {
        if let event = parcel.event?.event { return event }
        return try await event(at: parcel.sequence)
    }

    func event(at sequence: Int64) async throws -> CloudEvent? {
        var query = EventQuery()
        (query.ascending, query.includesArchived) = (true, true)
        (query.afterSequence, query.limit) = (sequence - 1, 1)
        let found = try await context.store.events(query).elements.first
        return found?.sequence == sequence ? found : nil
    }

    private func deliver(
        _ delivery: Delivery, _ sending: Board.Sending, over channel: any Channel,
        _ result: inout Result
    ) async {
        do {
            let receipt = try await channel.deliver(delivery)
            for (event, mark) in zip(delivery.events, delivery.marks)
            where receipt.untaken.contains(mark.id) {
                result.others[event.sequence ?? 0] = .failed(
                    "the receiver did not take this one of several", retryAfter: nil)
            }
            result.records = AttemptRecord.each(
                delivery, sending.subscription, receipt, ended: time.now())
        } catch {
            // What is refused together is tried again one by one: it may be one event's fault.
            result.outcome =
                delivery.events.count > 1 && error.verdict == .refused
                ? .failed(error.reason, retryAfter: nil) : error.outcome
            result.records = AttemptRecord.each(
                delivery, sending.subscription, error, ended: time.now())
            result.error = error
        }
    }

    /// The receiver wants nothing more, or has taken nothing for too long: its owner is told.
    func disable(_ id: String, _ reason: String) async {
        do {
            guard var subscription = try await subscriptions.subscription(id),
                subscription.state == .enabled
            else { return }
            (subscription.state, subscription.reason) = (.disabled, reason)
            let changed = subscription
            try await context.commit(
                [.subscriptionDisabled(changed)],
                rows: [{ try SubscriptionTable.write(changed, $0) }])
            perform { $0.change(changed, at: self.time.now()) }
        } catch {
            context.logger.error("a subscription could not be disabled: \(error)")
        }
    }

    /// A replay has sent everything.
    func finish(_ run: RunID) async {
        do {
            try await context.commit(rows: [
                { rows in
                    try rows.execute(
                        "DELETE FROM notify_progress WHERE subscription = ? AND run = ?",
                        [.text(run.subscription), .text(run.replay)])
                }
            ])
            board.withLock { $0.drop(run) }
        } catch {
            context.logger.error("the end of a replay could not be noted: \(error)")
        }
    }
}
