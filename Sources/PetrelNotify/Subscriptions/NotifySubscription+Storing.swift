internal import PetrelBus
internal import PetrelCloud

/// As it stands in its row.
extension NotifySubscription {
    var stored: JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "text": .string(text), "account": .string(owner.account),
            "accountName": .string(owner.accountName), "domain": .string(owner.domain),
            "domainPath": .string(owner.domainPath), "scope": .string(scope.rawValue),
            "topics": .array(interest.topics.map { .string($0.description) }),
            "filters": .array(interest.filters.map(\.json)), "channel": .string(channel),
            "settings": .object(settings), "state": .string(state.rawValue),
            "created": .integer(created.nanoseconds), "webhook": .bool(isWebhook),
            "typeFilters": .array(typeFilters.map(\.stored)),
        ]
        members["watched"] = watched.map { .string($0) }
        members["reason"] = reason.map { .string($0) }
        members["routing"] = routing.json
        members["challenge"] = challenge.map { .string($0) }
        members["proven"] = proven.map { .string($0) }
        if mostEvents > 1 { members["events"] = .integer(Int64(mostEvents)) }
        return .object(members)
    }

    init?(id: String, stored: JSONValue) {
        guard let name = stored["name"]?.string, let account = stored["account"]?.string,
            let channel = stored["channel"]?.string,
            let created = stored["created"]?.integer
        else { return nil }
        var mistakes: [String] = []
        self.init(
            id: id, name: name, text: stored["text"]?.string ?? "",
            owner: Owner(
                account: account, accountName: stored["accountName"]?.string ?? "",
                domain: stored["domain"]?.string ?? "",
                domainPath: stored["domainPath"]?.string ?? "/"),
            scope: stored["scope"]?.string.flatMap(Scope.init) ?? .account,
            watched: stored["watched"]?.string,
            interest: Interest(
                topics: FilterReader.topics(stored["topics"], mistakes: &mistakes),
                filters: FilterReader.filters(stored["filters"], mistakes: &mistakes)),
            channel: channel, settings: stored["settings"]?.object ?? [:],
            state: stored["state"]?.string.flatMap(State.init) ?? .disabled,
            reason: stored["reason"]?.string, created: Timestamp(nanoseconds: created),
            typeFilters: stored["typeFilters"]?.array?.compactMap(TypeFilter.init(stored:)) ?? [],
            isWebhook: stored["webhook"]?.bool ?? false)
        routing = RoutingReader.routing(
            stored["routing"], reachesPerson: true, mistakes: &mistakes)
        mostEvents = stored["events"]?.integer.map { Int($0) } ?? 1
        (challenge, proven) = (stored["challenge"]?.string, stored["proven"]?.string)
        // A filter that cannot be read would let everything through.
        if !mistakes.isEmpty {
            (state, reason) = (.disabled, mistakes.joined(separator: "; "))
        }
    }
}

extension TypeFilter {
    var stored: JSONValue {
        [
            "id": .string(id), "mode": .string(mode.rawValue),
            "match": .string(matchType.rawValue), "value": .string(value),
            "created": .integer(created.nanoseconds),
        ]
    }

    init?(stored: JSONValue) {
        guard let id = stored["id"]?.string, let value = stored["value"]?.string,
            let mode = stored["mode"]?.string.flatMap(Mode.init),
            let match = stored["match"]?.string.flatMap(MatchType.init)
        else { return nil }
        self.init(
            id: id, mode: mode, matchType: match, value: value,
            created: Timestamp(nanoseconds: stored["created"]?.integer ?? 0))
    }
}
