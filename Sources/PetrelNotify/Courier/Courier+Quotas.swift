internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

/// Rates and backlogs of accounts and domains.
extension Courier {
    /// How many subscriptions' backlogs are read in one round, and how many events of each.
    private static let mostWeighed = 50
    private static let mostLooked = 20_000

    var quota: BacklogQuota {
        BacklogQuota(perAccount: settings.accountBacklog, perDomain: settings.domainBacklog)
    }

    /// Waits until the time of accounts that were over their rate has come.
    func pace(_ due: Timestamp) async {
        try? await time.sleep(max(.zero, time.now().duration(to: due)))
        guard !Task.isCancelled else { return }
        perform { board in
            board.goOn(at: self.time.now())
            return []
        }
    }

    /// Looks again and again who has quotas and who is over them.
    func keepQuotas() async throws {
        while true {
            try await survey()
            try await time.sleep(settings.survey)
        }
    }

    /// Administrators of the cloud have no quotas.
    func learnExempt() async throws {
        var query = ResourceQuery(kind: Account.kind)
        (query.attributes["roletype"], query.limit) = ("Admin", 10_000)
        let ids = Set(try await context.store.resources(query).elements.map(\.id))
        use.withLock { $0.exempt = ids }
        board.withLock { $0.pace?.exempt = ids }
    }

    func survey() async throws {
        try await learnExempt()
        guard settings.limitsBacklogs else { return }
        let runs = board.withLock { Array($0.runs.keys) }
        var weighed = 0
        for id in runs where weighed < Self.mostWeighed {
            if try await weighUnread(id) { weighed += 1 }
        }
        let backlogs = backlogs()
        use.withLock { $0.waiting = backlogs.reduce(0) { $0 + $1.bytes } }
        for crossing in quota.crossings(backlogs) { try await rest(crossing) }
    }

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
        _ subscription: NotifySubscription, after: Int64, through: Int64
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

/// Those that are over a quota of backlogs.
extension Courier {
    /// Lets those furthest behind rest, and tells all who have to know: in one commit, so once, whatever happens.
    private func rest(_ crossing: BacklogQuota.Crossing) async throws {
        var resting: [NotifySubscription] = []
        for backlog in crossing.resting {
            guard var subscription = try await subscriptions.subscription(backlog.subscription),
                subscription.state == .enabled
            else { continue }
            (subscription.state, subscription.reason) = (.disabled, crossing.reason)
            resting.append(subscription)
        }
        guard let owner = resting.first?.owner else { return }
        let changed = resting
        let told = changed.map(CloudEvent.subscriptionDisabled)
        try await context.commit(
            [.backlogExceeded(crossing, owner, changed)] + told,
            rows: [{ rows in for one in changed { try SubscriptionTable.write(one, rows) } }])
        perform { board in changed.flatMap { board.change($0, at: self.time.now()) } }
        use.withLock { use in
            use.crossings += 1
            use.resting += Int64(changed.count)
        }
    }

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
        let holders =
            [.account(owner.account)] + owner.domainPath.domainsBelowRoot.map {
                BacklogQuota.Holder.domain($0)
            }
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

extension BacklogQuota.Holder {
    /// For those who read about it.
    var words: String {
        switch self {
        case .account: "the account"
        case .domain(let path): "the domain \(path)"
        }
    }
}

extension BacklogQuota.Crossing {
    var reason: String {
        "\(bytes) bytes of events waited for \(holder.words), and at most \(most) may; "
            + "this subscription was furthest behind"
    }
}

extension CloudEvent {
    /// Tells an account, or a domain's administrators, that more waited than may, and which subscriptions rest for that.
    static func backlogExceeded(
        _ crossing: BacklogQuota.Crossing, _ owner: NotifySubscription.Owner,
        _ resting: [NotifySubscription]
    ) -> CloudEvent {
        let names = resting.map(\.name).joined(separator: ", ")
        var event = CloudEvent(
            category: .alert, type: "NOTIFY.BACKLOG.EXCEEDED", domainPath: owner.domainPath,
            level: .warning, description: "too much waits for \(crossing.holder.words)",
            attributes: [
                "body": .string(
                    "\(crossing.bytes) bytes of events waited, and at most \(crossing.most) may. "
                        + "Nothing is sent any more to: \(names). Their backlogs are kept."),
                "bytes": .integer(Int64(crossing.bytes)), "most": .integer(Int64(crossing.most)),
                "subscriptions": .string(resting.map(\.id).joined(separator: ",")),
                "plugin": "notify",
            ])
        switch crossing.holder {
        case .account:
            event.owner = Owner(
                account: owner.account, domain: owner.domain, accountName: owner.accountName)
        case .domain(let path): event.domainPath = path
        }
        return event
    }
}
