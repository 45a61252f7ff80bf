internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// Whether there is room for what somebody wants to be sent.
extension Courier {
    /// Refuses what would make more wait for somebody than may: a range of the ledger that is to be sent.
    func checkRoom(
        for subscription: NotifySubscription, after: Int64, through: Int64
    ) async throws {
        guard settings.limitsBacklogs, after < through else { return }
        let found = try await weigh(subscription, after: after, through: through)
        try checkRoom(for: subscription, bytes: found.reduce(0) { $0 + $1.bytes })
    }

    /// Refuses to go on where more waits than may.
    func checkRoom(toResume subscription: NotifySubscription) async throws {
        guard settings.limitsBacklogs else { return }
        let runs = board.withLock { board in
            board.runs.keys.filter { $0.subscription == subscription.id }
        }
        for run in runs { try await weighUnread(run) }
        let bytes = board.withLock { board in runs.reduce(0) { $0 + board.weigh($1) } }
        try checkRoom(for: subscription, bytes: bytes)
    }

    /// Whether nothing is sent to a subscription at present.
    func rests(_ id: String) -> Bool {
        board.withLock { $0.subscriber(id)?.subscription.state != .enabled }
    }

    private func checkRoom(for subscription: NotifySubscription, bytes: Int) throws {
        let owner = subscription.owner
        guard bytes > 0, use.withLock({ !$0.exempt.contains(owner.account) }) else { return }
        let others = backlogs().waiting()
        let domains = owner.domainPath.domainsBelowRoot.map(BacklogQuota.Holder.domain)
        let holders = [.account(owner.account)] + domains
        for holder in holders where quota.most(holder) > 0 {
            let waiting = others[holder] ?? 0
            guard waiting + bytes <= quota.most(holder) else {
                throw APIError.limitReached(
                    "\(bytes) bytes would have to be sent and \(waiting) wait already, but at most "
                        + "\(quota.most(holder)) may wait for \(holder.words): resume with latest or "
                        + "skip, replay in parts, or ask the operator for more")
            }
        }
    }
}
