internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Addresses of people, which have to say yes first and can say no at any time.
extension SubscriptionDesk {
    private static let day: Duration = .seconds(86_400)
    /// How long one who said no is not asked again.
    private static let patience: Duration = .seconds(30 * 86_400)

    /// Lets a subscription that is to send begin only when its address has said yes. What has to be written for that.
    func asking(_ subscription: inout NotifySubscription) async throws -> [AddressTable.Rows] {
        guard [.enabled, .unconfirmed].contains(subscription.state),
            let recipient = courier.recipient(of: subscription)
        else { return [] }
        if let suppression = courier.suppression(of: recipient) {
            throw APIError.invalid(
                "settings.to: \(suppression.text); an administrator may lift that")
        }
        let account = subscription.owner.account
        let entry = try await courier.addresses.entry(account, recipient)
        switch entry?.word ?? .none {
        case .none where !settings.people.confirms, .yes:
            (subscription.state, subscription.reason) = (.enabled, nil)
            return []
        case .no(let time):
            try mayAskAgain(since: time)
        case .none: break
        }
        subscription.state = .unconfirmed
        subscription.reason = "\(recipient.address) was asked and has not said yes"
        if let entry, entry.word == .none, entry.expires > now { return [] }
        return [try await question(subscription, recipient, again: false)]
    }

    private func mayAskAgain(since time: Timestamp) throws {
        let end = time.advanced(by: Self.patience)
        guard end <= now else {
            throw APIError.invalid(
                "settings.to: its recipient has unsubscribed and is not asked again before "
                    + "\(end.text(.api)); the page to unsubscribe can take it back")
        }
    }

    private func question(
        _ subscription: NotifySubscription, _ recipient: Recipient, again: Bool
    ) async throws -> AddressTable.Rows {
        let account = subscription.owner.account
        let asked = try await courier.addresses.questions(
            to: recipient, from: account, since: now.advanced(by: .zero - Self.day))
        guard asked.address < settings.people.questionsPerAddress else {
            throw APIError.limitReached(
                "settings.to: the address was asked \(asked.address) times today; try tomorrow")
        }
        guard asked.account < settings.people.questionsPerAccount else {
            throw APIError.limitReached(
                "the account has asked \(asked.account) addresses today, which is all it may; "
                    + "try tomorrow")
        }
        let entry = AddressEntry(
            account: account, accountName: subscription.owner.accountName,
            domainPath: subscription.owner.domainPath, recipient: recipient,
            nonce: EventID.next().description,
            expires: now.advanced(by: settings.people.confirmationTime))
        return AddressTable.ask(entry, again: again, at: now)
    }

    /// Asks an address once more that has not answered, as when the first mail was lost.
    func askAgain(_ id: String, for caller: Caller) async throws -> NotifySubscription {
        let subscription = try await find(id, for: caller)
        guard subscription.state == .unconfirmed,
            let recipient = courier.recipient(of: subscription)
        else {
            throw APIError.invalid(
                "the subscription does not wait for an address's word: it is "
                    + subscription.state.rawValue)
        }
        let question = try await question(subscription, recipient, again: true)
        try await context.commit(rows: [question])
        courier.arm(now)
        return subscription
    }
}

/// What people say on their pages.
extension SubscriptionDesk {
    /// The question that a link speaks of; `nil` for a link that was never sent.
    func question(_ token: String) async throws -> AddressEntry? {
        guard let id = PersonalLinks.id(of: token),
            let entry = try await courier.addresses.entry(nonce: id),
            courier.links.proves(token, .confirm, id, entry.recipient.address)
        else { return nil }
        return entry
    }

    /// The address says yes: what waited for that begins.
    func confirm(_ entry: AddressEntry) async throws {
        let waiting = try await courier.waiting(for: entry).map { subscription in
            var subscription = subscription
            (subscription.state, subscription.reason) = (.enabled, nil)
            return subscription
        }
        try await write(waiting, [AddressTable.said(.yes(now), entry.account, entry.recipient)])
    }

    /// The subscription that a link to end it speaks of, and whose the link is.
    func unsubscribing(
        _ token: String
    ) async throws -> (subscription: NotifySubscription, recipient: Recipient)? {
        guard let id = PersonalLinks.id(of: token),
            let subscription = try await table.subscription(id),
            let recipient = courier.recipient(of: subscription),
            courier.links.proves(token, .unsubscribe, id, recipient.address)
        else { return nil }
        return (subscription, recipient)
    }

    static let unsubscribed = "its recipient has unsubscribed"

    /// The address says no: the subscription ends, and no other of the account begins.
    func unsubscribe(_ subscription: NotifySubscription, _ recipient: Recipient) async throws {
        guard subscription.reason != Self.unsubscribed else { return }
        var ended = subscription
        (ended.state, ended.reason) = (.disabled, Self.unsubscribed)
        let said = AddressTable.said(.no(now), subscription.owner.account, recipient)
        try await write([ended], [said], events: [.subscriptionDisabled(ended)])
    }

    /// It was a slip.
    func takeBack(_ subscription: NotifySubscription, _ recipient: Recipient) async throws {
        guard subscription.reason == Self.unsubscribed else { return }
        var again = subscription
        (again.state, again.reason) = (.enabled, nil)
        try await write(
            [again], [AddressTable.said(.yes(now), subscription.owner.account, recipient)])
    }

    private func write(
        _ changed: [NotifySubscription], _ rows: [AddressTable.Rows], events: [CloudEvent] = []
    ) async throws {
        let all: [AddressTable.Rows] = changed.map { one in
            { try SubscriptionTable.write(one, $0) }
        }
        // What ends does so first: it would be told of its own end otherwise.
        for one in changed where one.state != .enabled {
            courier.perform { $0.change(one, at: now) }
        }
        try await context.commit(events, rows: all + rows)
        for one in changed { courier.perform { $0.change(one, at: now) } }
    }
}
