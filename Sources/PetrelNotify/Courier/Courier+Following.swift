internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

/// Events from the ledger to the board.
extension Courier {
    func follow() async throws {
        let begin = board.withLock { $0.dispatched }
        do {
            for try await next in try await context.durable(from: .after(begin), limit: 512) {
                take(next)
            }
        } catch LedgerError.historyGone(let first) {
            // The events between are gone for good; going on says so once and loses nothing else.
            try await context.move(to: first - 1)
            try await context.alert(
                "ALERT.MANAGEMENT", "events were dropped before they were delivered",
                "Retention took the events up to \(first - 1) while notifications were behind.")
            throw LedgerError.historyGone(first: first)
        }
    }

    private func take(_ next: DurableBatch) {
        for event in next.events { rights.notice(event) }
        perform { board in
            let now = time.now()
            let orders = next.events.flatMap { board.dispatch($0, at: now) }
            board.dispatched = max(board.dispatched, next.cursor)
            batch.withLock { $0 = next }
            return orders
        }
    }

    /// A page for a run that is behind.
    func read(_ id: RunID, after: Int64) async {
        do {
            let (subscription, dispatched, latest, beyond) = board.withLock { board in
                (
                    board.subscriber(id.subscription)?.subscription, board.dispatched,
                    board.runs[id]?.latest ?? 0, board.runs[id]?.beyond
                )
            }
            guard let subscription else {
                return perform { $0.readFailed(id, at: self.time.now()) }
            }
            try await tellOfLost(id.subscription, after: after)
            var query = EventQuery()
            (query.ascending, query.includesArchived) = (true, true)
            (query.afterSequence, query.limit) = (after, 128)
            subscription.narrow(&query)
            let page = try await context.store.events(query)
            let known = page.elements.filter { ($0.sequence ?? .max) <= dispatched }
            var through = max(after, dispatched)
            if page.next != nil, let last = page.elements.last?.sequence {
                through = max(after, min(last, dispatched))
            }
            var wanted: [CloudEvent] = []
            for event in known {
                // What was given stays so, whatever is asked for by now.
                let wasGiven = event.sequence.map { beyond?.open[$0] != nil } ?? false
                guard wasGiven || subscription.matches(event) else { continue }
                if let sequence = event.sequence, sequence <= latest,
                    try await isOvertaken(event, by: subscription, until: latest)
                {
                    continue
                }
                wanted.append(event)
            }
            let found = wanted
            perform { $0.read(id, found, through: through, at: self.time.now()) }
        } catch {
            context.logger.warning("the backlog could not be read: \(error)")
            perform { $0.readFailed(id, at: self.time.now()) }
        }
    }

    /// What retention dropped before it was delivered cannot be any more; its owner is told, once.
    private func tellOfLost(_ id: String, after: Int64) async throws {
        let first = try await context.store.firstSequence
        guard after > 0, first > after + 1,
            let subscription = try await subscriptions.subscription(id)
        else { return }
        try await context.commit([.eventsLost(subscription, from: after + 1, to: first - 1)])
    }

    /// Whether the same resource had a later event that the subscription gets, too.
    private func isOvertaken(
        _ event: CloudEvent, by subscription: some Subscribed, until last: Int64
    ) async throws -> Bool {
        guard let resource = event.resource else { return false }
        var query = EventQuery()
        (query.ascending, query.includesArchived) = (false, true)
        (query.resource, query.afterSequence, query.limit) = (resource.id, event.sequence, 8)
        repeat {
            let page = try await context.store.events(query)
            let isThere = page.elements.contains { later in
                later.resource == resource && (later.sequence ?? .max) <= last
                    && subscription.matches(later)
            }
            if isThere { return true }
            query.after = page.next
        } while query.after != nil
        return false
    }
}

extension Subscribed {
    /// Leaves to the ledger what it has an index for.
    func narrow(_ query: inout EventQuery) {
        switch scope {
        case .account: query.account = account
        case .domain:
            (query.domainPath, query.includesSubdomains) = (watched ?? domainPath, true)
        case .cloud: break
        }
    }
}
