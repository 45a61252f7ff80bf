internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

extension SubscriptionDesk {
    /// Checks all of it, tells all that is wrong at once, and begins to deliver.
    func create(
        _ draft: SubscriptionDraft, mistakes: [String] = [], for caller: Caller
    ) async throws -> NotifySubscription {
        var mistakes = mistakes
        let owner = try await owner(draft, caller)
        let channel = draft.channel ?? ""
        if channel.isEmpty { mistakes.append("channel: missing; GET channels lists them") }
        var subscription = NotifySubscription(
            id: EventID.next().description, name: "", owner: owner, channel: channel,
            settings: [:], created: now)
        subscription.isWebhook = draft.isWebhook
        try await apply(draft, to: &subscription, caller, &mistakes)
        if subscription.name.isEmpty { mistakes.append("name: missing") }
        let start = await start(draft.start, &mistakes)
        guard mistakes.isEmpty else { throw Self.refusal(mistakes) }
        let quota = try await quota(of: owner)
        try await courier.checkRoom(
            for: subscription, after: start, through: try await context.store.lastSequence)
        let asking = try await asking(&subscription)
        let isChallenged = try await challenging(&subscription)
        try await begin(subscription, after: start, quota, asking)
        if isChallenged { courier.order(.challenge(subscription.id)) }
        return subscription
    }

    /// What the draft says; what it leaves out stays.
    func apply(
        _ draft: SubscriptionDraft, to subscription: inout NotifySubscription, _ caller: Caller,
        _ mistakes: inout [String]
    ) async throws {
        if let name = draft.name {
            subscription.name = name
            if name.isEmpty || name.utf8.count > 255 { mistakes.append("name: 1 to 255 bytes") }
        }
        if let text = draft.text {
            subscription.text = text
            if text.utf8.count > 4_096 { mistakes.append("description: at most 4096 bytes") }
        }
        if draft.topics != nil {
            subscription.interest.topics = FilterReader.topics(draft.topics, mistakes: &mistakes)
        }
        if draft.filters != nil {
            subscription.interest.filters = FilterReader.filters(draft.filters, mistakes: &mistakes)
        }
        try await applyScope(draft, to: &subscription, caller, &mistakes)
        try await applyRouting(draft, to: &subscription, &mistakes)
        applyState(draft, to: &subscription, &mistakes)
        applyChannel(draft, to: &subscription, caller, &mistakes)
    }

    private func applyState(
        _ draft: SubscriptionDraft, to subscription: inout NotifySubscription,
        _ mistakes: inout [String]
    ) {
        guard let word = draft.state else { return }
        guard let state = NotifySubscription.State(rawValue: word.lowercased()),
            state != .unconfirmed
        else {
            return mistakes.append("state: enabled, paused or disabled")
        }
        if state == .enabled || subscription.state == .enabled { subscription.reason = nil }
        subscription.state = state
    }

    private func applyChannel(
        _ draft: SubscriptionDraft, to subscription: inout NotifySubscription, _ caller: Caller,
        _ mistakes: inout [String]
    ) {
        if let channel = draft.channel, channel != subscription.channel {
            mistakes.append("channel: cannot be changed; make another subscription")
        }
        if let settings = draft.settings {
            guard let object = settings.object else {
                return mistakes.append("settings: an object")
            }
            // What is not named stays, so that nobody has to send a secret again that was never shown.
            subscription.settings.merge(object) { _, new in new }
            subscription.settings = subscription.settings.filter { $0.value != .null }
        }
        guard !subscription.channel.isEmpty else { return }
        let kind = courier.shop.kind(subscription.channel)
        if let kind, !kind.roles.contains(caller.role) {
            mistakes.append("channel: only administrators may use it")
        }
        do {
            let channel = try courier.shop.make(subscription.channel, subscription.settings)
            subscription.mostEvents = channel.takesSeveralEvents ? channel.mostEvents : 1
            if let person = channel as? any PersonalChannel,
                let suppression = courier.suppression(of: Recipient(person))
            {
                mistakes.append("settings.to: \(suppression.text); an administrator may lift that")
            }
        } catch {
            mistakes += error.mistakes.map { mistake in
                mistake.setting == "channel"
                    ? "channel: \(mistake.remedy)"
                    : "settings.\(mistake.setting): \(mistake.remedy)"
            }
        }
    }

    static func refusal(_ mistakes: [String]) -> APIError {
        .invalid(mistakes.joined(separator: "\n"))
    }

    /// Refuses one more than the owner may have. It is asked in the commit that makes the subscription, so that of many
    /// that are made at the same time no more are made than there is room for.
    private func quota(of owner: NotifySubscription.Owner) async throws -> SubscriptionTable.Rows {
        let rights = try await courier.rights.rights(of: owner.account)
        guard rights?.role != .admin else { return { _ in } }
        return { [settings] rows in
            if try SubscriptionTable.count(account: owner.account, rows) >= settings.perAccount {
                throw APIError.limitReached(
                    "the account has \(settings.perAccount) subscriptions, which is all it may: "
                        + "delete one or ask the operator for more")
            }
            let domain = try SubscriptionTable.count(domainPath: owner.domainPath, rows)
            if domain >= settings.perDomain {
                throw APIError.limitReached(
                    "the domain has \(settings.perDomain) subscriptions, which is all it may")
            }
        }
    }

    /// Rows first, so that nothing is sent for a subscription that is not there after a restart.
    private func begin(
        _ subscription: NotifySubscription, after start: Int64,
        _ quota: @escaping SubscriptionTable.Rows, _ asking: [AddressTable.Rows]
    ) async throws {
        let run = Run(
            id: RunID(subscription: subscription.id), account: subscription.owner.account,
            place: .behind(after: start), counter: 0)
        let place = BoardSnapshot.Progress(
            run: run.id, position: start, counter: 0, isBehind: true, latest: 0, ends: .max,
            changes: [])
        try await context.commit(rows: [
            { rows in
                try quota(rows)
                try SubscriptionTable.write(subscription, rows)
                try ProgressTable.write(place, rows)
                for write in asking { try write(rows) }
            }
        ])
        courier.perform { board in
            board.add(subscription, counter: 0)
            return board.begin(run, at: courier.time.now())
        }
        if !asking.isEmpty { courier.arm(now) }
    }
}
