internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What callers can do with subscriptions, whichever way they ask: routes and commands are two forms of it.
struct SubscriptionDesk: Sendable {
    let courier: Courier

    var context: PluginContext { courier.context }
    var settings: NotifySettings { courier.settings }
    var table: SubscriptionTable { courier.subscriptions }
    var now: Timestamp { courier.time.now() }

    /// One that the caller may see; what one may not see is not found.
    func find(_ id: String, for caller: Caller) async throws -> NotifySubscription {
        guard let found = try await table.subscription(id.lowercased()), caller.rules(found) else {
            throw APIError.notFound("subscription", id)
        }
        return found
    }

    /// Those that the caller may see, oldest first.
    func all(for caller: Caller) async throws -> [NotifySubscription] {
        try await table.visible(to: caller)
    }

    /// As it is from now on: one that reaches somebody who was not asked waits for an answer.
    @discardableResult
    func save(_ subscription: NotifySubscription) async throws -> NotifySubscription {
        var subscription = subscription
        let asking = try await asking(&subscription)
        let isChallenged = try await challenging(&subscription)
        if subscription.state == .enabled, courier.rests(subscription.id) {
            try await courier.checkRoom(toResume: subscription)
        }
        let saved = subscription
        try await context.commit(rows: [{ try SubscriptionTable.write(saved, $0) }] + asking)
        courier.shop.forget(saved.id)
        courier.perform { $0.change(saved, at: courier.time.now()) }
        if !asking.isEmpty { courier.arm(now) }
        if isChallenged { courier.order(.challenge(saved.id)) }
        return saved
    }

    func delete(_ id: String, for caller: Caller) async throws {
        let found = try await find(id, for: caller)
        try await remove(found.id)
    }

    func remove(_ id: String) async throws { try await courier.forget(id) }
}

extension Caller {
    /// Whether a subscription is the caller's to see and to change. One that tells of more than the caller may know is
    /// not: whoever can change where it goes gets what it tells.
    func rules(_ subscription: some Subscribed) -> Bool {
        if role == .admin || subscription.account == account { return true }
        return isAdministrator && subscription.domainPath.hasPrefix(domainPath)
            && mayKnow(subscription)
    }

    /// Whether the caller may know what a subscription of somebody whom the caller rules is about.
    func mayKnow(_ subscription: some Subscribed) -> Bool {
        switch subscription.scope {
        case .account: true
        case .domain:
            role == .admin
                || isAdministrator
                    && (subscription.watched ?? subscription.domainPath).hasPrefix(domainPath)
        case .cloud: role == .admin
        }
    }

    private var isAdministrator: Bool { role == .domainAdmin || role == .resourceAdmin }
}
