internal import PetrelCloud
internal import PetrelPlugin

/// When somebody is told, and who has acknowledged.
extension SubscriptionDesk {
    /// Reads the draft's routing, if it has one; what it says then is all there is.
    func applyRouting(
        _ draft: SubscriptionDraft, to subscription: inout NotifySubscription,
        _ mistakes: inout [String]
    ) async throws {
        guard let json = draft.routing else { return }
        let kind = courier.shop.kind(subscription.channel)
        subscription.routing = RoutingReader.routing(
            json, reachesPerson: kind is any PersonalChannel.Type, mistakes: &mistakes)
        guard let next = subscription.routing.escalation?.to else { return }
        let found = try await table.subscription(next)
        if next == subscription.id || found?.owner.account != subscription.owner.account {
            mistakes.append("routing.escalate.to: the id of another subscription of the account")
        }
    }

    /// The caller has seen an event and acts: nobody else is told. How many were to be.
    func acknowledge(_ text: String, for caller: Caller) async throws -> Int {
        guard let event = try await event(text), EventScope(caller).shows(event) else {
            throw APIError.notFound("event", text)
        }
        let word = Acknowledgement(
            event: event.id.description, user: caller.username, account: caller.account,
            domainPath: caller.domainPath, role: caller.role.rawValue, time: now)
        try await courier.checkpoint()
        try await context.commit(rows: [{ try EscalationTable.write(word, $0) }])
        var count = 0
        for one in try await courier.escalations.waiting(for: word.event) {
            guard let subscription = try await table.subscription(one.subscription),
                word.counts(for: subscription)
            else { continue }
            count += 1
            try await context.commit(rows: [
                { try EscalationTable.settle(one, "acknowledged by \(word.user)", $0) }
            ])
        }
        return count
    }

    func escalations(_ id: String, for caller: Caller) async throws -> [Expectation] {
        let found = try await find(id, for: caller)
        try await courier.checkpoint()
        return try await courier.escalations.of(found.id)
    }
}
