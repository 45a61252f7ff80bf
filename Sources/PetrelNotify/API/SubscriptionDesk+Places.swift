internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// For whom, about whose events, and from where on.
extension SubscriptionDesk {
    func owner(
        _ draft: SubscriptionDraft, _ caller: Caller
    ) async throws -> NotifySubscription.Owner {
        guard let name = draft.account, name != caller.accountName || draft.accountDomain != nil
        else {
            return .init(
                account: caller.account, accountName: caller.accountName, domain: caller.domain,
                domainPath: caller.domainPath)
        }
        guard let id = draft.accountDomain else {
            throw APIError.invalid("account needs its domain: names are unique in a domain only")
        }
        let path = try await path(ofDomain: id, for: caller)
        var query = ResourceQuery(kind: Account.kind)
        (query.name, query.domainPath) = (name, path)
        guard let account = try await context.store.resources(query).elements.first,
            account.id == caller.account || caller.role != .user
        else { throw APIError.notFound("account", name) }
        return .init(
            account: account.id, accountName: name, domain: id.lowercased(), domainPath: path)
    }

    /// A domain that the caller administers, or lives in.
    func path(ofDomain id: String, for caller: Caller) async throws -> String {
        let domain = try await context.store.resource(kind: Domain.kind, id: id.lowercased())
        guard let path = domain?.profile.domainPath, domain?.removed == nil,
            caller.role == .admin || path.hasPrefix(caller.domainPath),
            caller.role != .user || path == caller.domainPath
        else { throw APIError.notFound("domain", id) }
        return path
    }

    /// No scope reaches beyond what its owner may see, nor beyond what whoever makes or changes it may.
    func applyScope(
        _ draft: SubscriptionDraft, to subscription: inout NotifySubscription, _ caller: Caller,
        _ mistakes: inout [String]
    ) async throws {
        if let word = draft.scope {
            guard let scope = NotifySubscription.Scope(rawValue: word.lowercased()) else {
                return mistakes.append("scope: account, domain or cloud")
            }
            subscription.scope = scope
        }
        let role = try await courier.rights.rights(of: subscription.owner.account)?.role
        guard let role else {
            return mistakes.append("account: it is not enabled, so it cannot subscribe")
        }
        if let id = draft.domain {
            let domain = try await context.store.resource(kind: Domain.kind, id: id.lowercased())
            let path = domain?.profile.domainPath
            guard let path, role == .admin || path.hasPrefix(subscription.owner.domainPath) else {
                return mistakes.append("domain: not found")
            }
            subscription.watched = path
        }
        switch subscription.scope {
        case .account: subscription.watched = nil
        case .domain where role == .user:
            mistakes.append(
                "scope: domain cannot be specified for an owner who is no administrator")
        case .cloud where role != .admin:
            mistakes.append("scope: cloud can only be specified for an administrator of the cloud")
        case _ where !caller.mayKnow(subscription):
            mistakes.append("scope: it reaches beyond what you may see yourself")
        case .domain, .cloud: break
        }
    }

    /// After which event it begins: `now`, `oldest`, `{"sequence": n}` or `{"time": "…"}`.
    func start(_ json: JSONValue?, _ mistakes: inout [String]) async -> Int64 {
        do {
            let last = try await context.store.lastSequence
            switch json {
            case nil, .null, .string("now"), .string(""): return last
            case .string("oldest"): return max(0, try await context.store.firstSequence - 1)
            default: break
            }
            if let sequence = json?["sequence"]?.integer ?? json?.string.flatMap({ Int64($0) }),
                (0...last).contains(sequence)
            {
                return sequence
            }
            if let time = (json?["time"]?.string ?? json?.string).flatMap({ APIParameter.date($0) })
            {
                return try await sequence(before: time) ?? last
            }
            mistakes.append(
                "start: now, oldest, {\"sequence\": n} with n from 0 to \(last), or {\"time\": …}")
        } catch {
            mistakes.append("start: the ledger could not be read; try again")
        }
        return 0
    }

    /// The last sequence before a time; `nil` when nothing happened since.
    func sequence(before time: Timestamp) async throws -> Int64? {
        var query = EventQuery()
        (query.from, query.ascending, query.includesArchived) = (time, true, true)
        query.limit = 1
        return try await context.store.events(query).elements.first?.sequence.map { $0 - 1 }
    }
}
