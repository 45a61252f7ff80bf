internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

/// Attempts.
extension Courier {
    /// One delivery after the other, as long as there is one that may begin.
    func send(_ first: Board.Sending) async {
        var next: Board.Sending? = first
        while let sending = next {
            let began = time.now()
            let result = await attempt(sending, at: began)
            if Task.isCancelled {
                return board.withLock { $0.interrupted(sending, at: began) }
            }
            let ended = time.now()
            next = performOwn { board in
                board.attempts.add(result.records)
                var sending = sending
                sending.events = result.events
                return board.ended(sending, result.outcome, others: result.others, at: ended)
            }
        }
    }

    /// What came of a delivery, and of those of its events for which it is something else.
    private struct Result {
        var outcome: AttemptOutcome
        var others: [Int64: AttemptOutcome] = [:]
        var events: [Int64: Told] = [:]
        var records: [AttemptRecord] = []
        var error: DeliveryError?
    }

    private func attempt(_ sending: Board.Sending, at began: Timestamp) async -> Result {
        var result = Result(outcome: .delivered)
        do {
            let rights = try await rights.rights(of: sending.subscription.account)
            var wanted = try await events(of: sending, rights, &result)
            guard let rights, !wanted.isEmpty else { return result }
            let kept = try await shop.kept(sending.subscription.id)
            let person = kept.channel as? any PersonalChannel
            if let hours = sending.subscription.routing.quiet {
                wanted.removeAll { parcel, told in
                    let waits = quiet(
                        told.event, sending, hours, for: person, rights.name, at: began)
                    if let waits { result.others[parcel.sequence] = waits }
                    return waits != nil
                }
                guard !wanted.isEmpty else { return result }
            }
            guard let person else {
                var delivery = Delivery(wanted, sending, to: kept.subscription, at: began)
                delivery.isShown = sending.subscription.isWebhook
                await deliver(delivery, sending, over: kept.channel, &result)
                return result
            }
            for (parcel, told) in wanted {
                try await deliver(
                    told, parcel, sending, to: person, kept, rights: rights.name, at: began,
                    &result)
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
    ) async throws -> [(Parcel, Told)] {
        var wanted: [(Parcel, Told)] = []
        for parcel in sending.parcels {
            guard let told = try await told(of: parcel) else {
                result.others[parcel.sequence] = .refused("the event is no longer kept")
                continue
            }
            result.events[parcel.sequence] = told
            if rights?.shows(told.event, to: sending.subscription) ?? false {
                wanted.append((parcel, told))
            } else {
                result.others[parcel.sequence] = .withheld
            }
        }
        return wanted
    }

    /// Whether an event waits until quiet hours are over, and how; `nil` when it is told now.
    private func quiet(
        _ event: CloudEvent, _ sending: Board.Sending, _ quiet: QuietHours,
        for person: (any PersonalChannel)?, _ rights: String, at now: Timestamp
    ) -> AttemptOutcome? {
        guard !quiet.passes(event), let end = quiet.end(at: now) else { return nil }
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
        _ told: Told, _ parcel: Parcel, _ sending: Board.Sending,
        to person: any PersonalChannel, _ kept: ChannelShop.Kept, rights: String,
        at began: Timestamp, _ result: inout Result
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
                isUrgent: routing.isUrgent(told.event), at: began)
        }
        if case .keep(let due, let reason) = admission {
            result.outcome = .kept(until: due, reason, rights: rights)
            return
        }
        try await folders.count(message, recipient, at: began)
        let delivery = Delivery([(parcel, told)], sending, to: kept.subscription, at: began)
        await deliver(delivery, sending, over: person, &result)
        if result.outcome == .delivered {
            await took(recipient)
        } else if let error = result.error {
            await giveBack(message, recipient, error)
            if let noted = await refused(recipient, error) { result.outcome = .gone(noted.text) }
        }
    }

    private func told(of parcel: Parcel) async throws -> Told? {
        if let told = parcel.event { return told }
        return try await event(at: parcel.sequence).map { Told($0) }
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
            for (told, mark) in zip(delivery.told, delivery.marks)
            where receipt.untaken.contains(mark.id) {
                result.others[told.event.sequence ?? 0] = .failed(
                    "the receiver did not take this one of several", retryAfter: nil)
            }
            result.records = AttemptRecord.each(
                delivery, sending.subscription, receipt, ended: time.now())
        } catch {
            // What is refused together is tried again one by one: it may be one event's fault.
            result.outcome =
                delivery.told.count > 1 && error.verdict == .refused
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
