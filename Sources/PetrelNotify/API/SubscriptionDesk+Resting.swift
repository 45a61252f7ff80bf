internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

/// Pause, and what becomes of the backlog afterwards.
extension SubscriptionDesk {
    enum Resuming: String, CaseIterable {
        /// Everything, in order.
        case inOrder = "inorder"
        /// Of each resource only the last event.
        case latest
        /// Nothing of it.
        case skip
    }

    func pause(_ id: String, for caller: Caller) async throws -> NotifySubscription {
        var subscription = try await find(id, for: caller)
        guard subscription.state != .disabled else {
            throw APIError.invalid("the subscription is disabled already: resume enables it")
        }
        (subscription.state, subscription.reason) = (.paused, nil)
        try await save(subscription)
        return subscription
    }

    /// How many events were left out.
    func resume(
        _ id: String, _ how: Resuming, for caller: Caller
    ) async throws -> (subscription: NotifySubscription, skipped: Int) {
        var subscription = try await find(id, for: caller)
        let last = try await context.store.lastSequence
        let run = RunID(subscription: subscription.id)
        let skipped = try await leaveOut(subscription, run, how, until: last)
        (subscription.state, subscription.reason) = (.enabled, nil)
        return (try await save(subscription), skipped)
    }

    private func leaveOut(
        _ subscription: NotifySubscription, _ run: RunID, _ how: Resuming, until last: Int64
    ) async throws -> Int {
        guard how != .inOrder else { return 0 }
        guard subscription.state != .enabled else {
            throw APIError.invalid("only a subscription that rests can leave something out")
        }
        let (place, counter, held) = courier.board.withLock { board in board.backlog(run) }
        var skipped = held
        if how == .skip { skipped += try await count(subscription, after: place, through: last) }
        courier.perform { board in
            let to = how == .skip ? last : place
            board.move(
                run, to: to, counter: counter, latest: how == .latest ? last : 0,
                keepsHeld: how == .latest)
            return []
        }
        return how == .skip ? skipped : 0
    }

    /// How many events of a range the subscription asks for.
    func count(
        _ subscription: NotifySubscription, after: Int64, through last: Int64
    ) async throws -> Int {
        var count = 0
        var query = EventQuery()
        (query.ascending, query.includesArchived, query.limit) = (true, true, 1_000)
        query.afterSequence = after
        subscription.narrow(&query)
        repeat {
            let page = try await context.store.events(query)
            let within = page.elements.prefix { ($0.sequence ?? .max) <= last }
            count += within.count { subscription.matches($0) }
            query.after = within.count == page.elements.count ? page.next : nil
        } while query.after != nil
        return count
    }
}

extension Board {
    /// Where a subscription is, what it has counted up to there, and how many events are held.
    func backlog(_ id: RunID) -> (place: Int64, counter: Int64, held: Int) {
        guard let run = runs[id] else {
            return (dispatched, subscriber(id.subscription)?.counter ?? 0, 0)
        }
        let held = run.lanes.heldCount
        if let first = run.lanes.open.first { return (first.sequence - 1, first.counter - 1, held) }
        if case .behind(let after) = run.place { return (after, run.counter, held) }
        return (dispatched, run.counter, held)
    }
}
