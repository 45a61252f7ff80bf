internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Whose things a list shows, from `account`, `domainid`, `isrecursive` and `listall`.
struct OwnerScope: Sendable {
    var account: String?
    var domainPath: String?
    var includesSubdomains = false

    func narrow(_ query: inout ResourceQuery) {
        query.account = account
        query.domainPath = domainPath
        query.includesSubdomains = includesSubdomains
    }
}

extension EventScope {
    /// The same extent for the commands that list what accounts own.
    var owned: OwnerScope {
        var query = ResourceQuery(kind: "")
        _ = narrow(&query)
        return OwnerScope(
            account: query.account, domainPath: query.domainPath,
            includesSubdomains: query.includesSubdomains)
    }
}

extension Cloud {
    func scope(_ call: APICall) async throws -> OwnerScope {
        let caller = call.caller
        if caller.role == .user {
            if let name = call.string("account"), name != caller.accountName {
                throw APIError.notFound(Account.kind, name)
            }
            return OwnerScope(account: caller.account)
        }
        if call.string("domainid") != nil || call.string("account") != nil {
            return try await namedScope(call)
        }
        let wide =
            call.boolean("listall") == true || call.string("id") != nil
            || call.string("ids") != nil || call.boolean("isrecursive") == true
        guard wide else { return OwnerScope(account: caller.account) }
        return EventScope(caller).owned
    }

    private func namedScope(_ call: APICall) async throws -> OwnerScope {
        let domain = try await find(
            Domain.self, call.idIfGiven("domainid") ?? call.caller.domain, .domain,
            for: call.caller)
        guard let name = call.string("account") else {
            return OwnerScope(
                domainPath: domain.profile.domainPath,
                includesSubdomains: call.boolean("isrecursive") == true)
        }
        return OwnerScope(account: try await account(named: name, in: domain).id)
    }

    func account(named name: String, in domain: Resource) async throws -> Resource {
        let found = try await first(Account.self) {
            $0.name = name
            $0.domainPath = domain.profile.domainPath
        }
        guard let found else { throw APIError.notFound(Account.kind, name) }
        return found
    }

    /// For whom something is made: the caller, or whom `account` and `domainid` name.
    func owner(for call: APICall) async throws -> Ownership {
        let caller = call.caller
        guard let name = call.string("account"), name != caller.accountName else {
            return Ownership(caller)
        }
        // Users know no other account.
        guard caller.role != .user else { throw APIError.notFound(Account.kind, name) }
        let domain = try await find(
            Domain.self, call.idIfGiven("domainid") ?? caller.domain, .domain, for: caller)
        let account = try await account(named: name, in: domain)
        guard account.state == "ENABLED" else {
            throw APIError.forbidden("account \(name) is not enabled")
        }
        return Ownership(account)
    }
}

/// The account that something belongs to, and where it stands.
struct Ownership: Sendable {
    let owner: CloudEvent.Owner
    let domainPath: String

    init(_ caller: Caller) {
        owner = CloudEvent.Owner(
            account: caller.account, domain: caller.domain, accountName: caller.accountName)
        domainPath = caller.domainPath
    }

    init(_ account: Resource) {
        owner = CloudEvent.Owner(
            account: account.id, domain: account.profile.owner?.domain, accountName: account.name)
        domainPath = account.profile.domainPath ?? "/"
    }

    init(of resource: Resource) {
        owner = resource.profile.owner ?? CloudEvent.Owner(account: "")
        domainPath = resource.profile.domainPath ?? "/"
    }

    func profile(
        _ name: String?, zone: String? = nil, parent: String? = nil,
        _ attributes: [String: JSONValue]
    ) -> Resource.Profile {
        Resource.Profile(
            name: name, owner: owner, domainPath: domainPath, zone: zone, parent: parent,
            attributes: attributes)
    }
}
