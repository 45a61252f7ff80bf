internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

/// How many bytes wait for subscriptions.
extension Courier {
    /// How many events of a backlog are looked at.
    private static let mostLooked = 20_000

    /// What waits for each subscription that does not rest and whose account has quotas.
    func backlogs() -> [BacklogQuota.Backlog] {
        let runs = board.withLock { Array($0.runs.keys) }
        let exempt = use.withLock { $0.exempt }
        var found: [String: BacklogQuota.Backlog] = [:]
        // In pieces, so that nobody waits for the board.
        for start in stride(from: 0, to: runs.count, by: 64) {
            let some = runs[start..<min(start + 64, runs.count)]
            for one in board.withLock({ $0.weigh(some) }) where !exempt.contains(one.account) {
                let before = found[one.subscription]?.bytes ?? 0
                found[one.subscription] = BacklogQuota.Backlog(
                    subscription: one.subscription, account: one.account,
                    domainPath: one.domainPath, bytes: before + one.bytes)
            }
        }
        return Array(found.values)
    }

    /// Looks into the ledger where it is not known what a run has to read; whether that was so.
    @discardableResult
    func weighUnread(_ id: RunID) async throws -> Bool {
        let (range, subscription) = board.withLock { board in
            (board.unweighed(id), board.subscriber(id.subscription)?.subscription)
        }
        guard let range, let subscription else { return false }
        let found = try await weigh(subscription, after: range.after, through: range.through)
        board.withLock { $0.learn(id, found, after: range.after, subscription) }
        return true
    }

    /// The bytes that a subscription wants of a range. Where there are very many events, the rest of them is taken to be
    /// like those that were looked at.
    func weigh(
        _ subscription: some Subscribed, after: Int64, through: Int64
    ) async throws -> [Unread.Stretch] {
        var found: [Unread.Stretch] = []
        var (last, looked) = (after, 0)
        var query = EventQuery()
        (query.ascending, query.includesArchived, query.limit) = (true, true, 500)
        subscription.narrow(&query)
        while last < through, looked < Self.mostLooked {
            query.afterSequence = last
            let page = try await context.store.events(query)
            let within = page.elements.prefix { ($0.sequence ?? .max) <= through }
            let isLast = page.next == nil || within.count < page.elements.count
            last = isLast ? through : within.last?.sequence ?? through
            looked += within.count
            for event in within where subscription.matches(event) {
                found.append(
                    Unread.Stretch(
                        through: event.sequence ?? last, bytes: event.canonicalBytes.count))
            }
        }
        guard last < through, last > after else { return found }
        let density = Double(found.reduce(0) { $0 + $1.bytes }) / Double(last - after)
        let rest = Unread.Stretch(
            through: through, bytes: Int(density * Double(through - last)))
        return found + [rest]
    }
}
