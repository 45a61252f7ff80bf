internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

extension SubscriptionDesk {
    /// The caller's account and, for administrators, the accounts and domains with subscriptions that they see: accounts
    /// first, each by id.
    func quotas(for caller: Caller, id: String? = nil) async throws -> [QuotaRow] {
        var counts = courier.board.withLock { $0.owners { caller.rules($0) } }
        let own = MemberOwner(caller)
        counts[caller.account] = counts[caller.account] ?? (own, 0)
        let waiting = settings.limitsBacklogs ? courier.backlogs().waiting() : [:]
        let owners = Array(counts.values)
        var rows = caller.role == .user ? [] : domainRows(owners, waiting, for: caller)
        for (owner, count) in owners {
            rows.append(try await accountRow(owner, count, waiting))
        }
        return rows.filter { id == nil || $0.id == id }
            .sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
    }

    private func accountRow(
        _ owner: MemberOwner, _ count: Int, _ waiting: [BacklogQuota.Holder: Int]
    ) async throws -> QuotaRow {
        var row = QuotaRow(
            id: owner.account, kind: "account", name: owner.accountName,
            domainPath: owner.domainPath)
        row.subscriptions = count
        // Administrators of the cloud have no quotas.
        row.isLimited = try await courier.rights.rights(of: owner.account)?.role != .admin
        guard row.isLimited else { return row }
        row.mostSubscriptions = settings.perAccount
        let spare = courier.board.withLock { $0.pace?.left(account: owner.account, at: now) }
        fill(&row, rate: settings.accountRate, spare, .account(owner.account), waiting)
        return row
    }

    private func domainRows(
        _ owners: [(owner: MemberOwner, count: Int)],
        _ waiting: [BacklogQuota.Holder: Int], for caller: Caller
    ) -> [QuotaRow] {
        let counts = Dictionary(owners.map { ($0.owner.domainPath, $0.count) }, uniquingKeysWith: +)
        let paths = Set(counts.keys).union(counts.keys.flatMap(\.domainsBelowRoot))
        return paths.filter { $0.hasPrefix(caller.domainPath) }.map { path in
            var row = QuotaRow(id: path, kind: "domain", name: path, domainPath: path)
            row.subscriptions = counts[path] ?? 0
            row.mostSubscriptions = settings.perDomain
            guard path != "/" else { return row }
            let spare = courier.board.withLock { $0.pace?.left(domain: path, at: now) }
            fill(&row, rate: settings.domainRate, spare, .domain(path), waiting)
            return row
        }
    }

    private func fill(
        _ row: inout QuotaRow, rate: Int, _ spare: Int?, _ holder: BacklogQuota.Holder,
        _ waiting: [BacklogQuota.Holder: Int]
    ) {
        if rate > 0 { (row.rate, row.rateSpare) = (rate, spare) }
        let most = courier.quota.most(holder)
        guard most > 0 else { return }
        row.backlogBytes = waiting[holder] ?? 0
        row.mostBacklogBytes = most
    }
}

extension Board {
    /// Owners of the subscriptions that somebody may see, and how many each has.
    func owners(
        where isSeen: (Member) -> Bool
    ) -> [String: (owner: MemberOwner, count: Int)] {
        slots.reduce(into: [:]) { all, slot in
            guard let subscription = slot?.subscription, isSeen(subscription) else { return }
            let owner = subscription.owner
            all[owner.account] = (owner, (all[owner.account]?.count ?? 0) + 1)
        }
    }
}
