internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

/// Who has quotas, and who is over them.
extension Courier {
    /// How many subscriptions' backlogs are read in one round.
    private static let mostWeighed = 50

    var quota: BacklogQuota {
        BacklogQuota(perAccount: settings.accountBacklog, perDomain: settings.domainBacklog)
    }

    /// Waits until the time of accounts that were over their rate has come.
    func pace(_ due: Timestamp) async {
        try? await time.sleep(max(.zero, time.now().duration(to: due)))
        guard !Task.isCancelled else { return }
        perform { board in
            board.goOn(due, at: self.time.now())
            return []
        }
    }

    /// Looks again and again who has quotas and who is over them.
    func keepQuotas() async throws {
        while true {
            do {
                try await survey()
            } catch {
                context.logger.warning("quotas could not be looked at: \(error)")
            }
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
}
