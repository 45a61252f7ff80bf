internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

/// Accounts and domains for which more waits than may.
extension Courier {
    /// Lets those furthest behind rest, and tells all who have to know: in one commit, so once, whatever happens.
    func rest(_ crossing: BacklogQuota.Crossing) async throws {
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
}
