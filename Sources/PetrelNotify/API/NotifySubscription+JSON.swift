internal import PetrelBus
internal import PetrelCloud
internal import Synchronization

extension SubscriptionDesk {
    /// What a caller is shown. Secrets are named, never told.
    func json(_ subscription: NotifySubscription) -> JSONValue {
        let kind = courier.shop.kind(subscription.channel)
        let secret = Set((kind?.settings ?? []).filter(\.isSecret).map(\.name))
        let shown = subscription.settings.filter { !secret.contains($0.key) && kind != nil }
        var members: [String: JSONValue] = [
            "id": .string(subscription.id), "name": .string(subscription.name),
            "description": .string(subscription.text),
            "account": .string(subscription.owner.accountName),
            "accountid": .string(subscription.owner.account),
            "domainid": .string(subscription.owner.domain),
            "domainpath": .string(subscription.owner.domainPath),
            "scope": .string(subscription.scope.rawValue),
            "topics": .array(subscription.interest.topics.map { .string($0.description) }),
            "filters": .array(subscription.interest.filters.map(\.json)),
            "channel": .string(subscription.channel), "settings": .object(shown),
            "secrets": .array(
                subscription.settings.keys.filter(secret.contains).sorted().map { .string($0) }),
            "state": .string(subscription.state.rawValue),
            "created": .string(subscription.created.text()),
        ]
        members["watched"] = subscription.watched.map { .string($0) }
        members["routing"] = subscription.routing.json
        members["reason"] = subscription.reason.map { .string($0) }
        let progress = courier.board.withLock { $0.progress(of: subscription.id) }
        return .object(members.merging(progress) { first, _ in first })
    }
}

extension Board {
    /// How a subscription does, in numbers.
    func progress(of id: String) -> [String: JSONValue] {
        let run = RunID(subscription: id)
        let (place, _, held) = backlog(run)
        let lanes = runs[run]?.lanes
        var members: [String: JSONValue] = [
            "cursor": .integer(place), "behind": .integer(max(0, dispatched - place)),
            "counter": .integer(runs[run]?.counter ?? subscriber(id)?.counter ?? 0),
            "held": .integer(Int64(held)), "underway": .integer(Int64(lanes?.sending ?? 0)),
        ]
        if let folders = people.folders[id], !folders.isEmpty {
            members["kept"] = .integer(folders.reduce(0) { $0 + $1.count })
            members["keptuntil"] = folders.first.map { .string($0.due.text()) }
        }
        if let breaker = runs[run]?.breaker, !breaker.isClosed {
            members["endpoint"] = "failing"
            members["failingsince"] = breaker.failingSince.map { .string($0.text()) }
        } else {
            members["endpoint"] = "well"
        }
        return members
    }
}
