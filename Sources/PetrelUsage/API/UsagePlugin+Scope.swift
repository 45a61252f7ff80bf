internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Whose usage a request is about.
extension UsagePlugin {
    func scope(
        _ filter: inout UsageFilter, account: String?, accountName: String?, domain: String?,
        isRecursive: Bool, for caller: Caller
    ) async throws {
        if let domain {
            let path = try await path(ofDomain: domain)
            try check(path, caller)
            if let accountName {
                filter.account = try await self.account(named: accountName, in: path)
            } else {
                (filter.domainPath, filter.includesSubdomains) = (path, isRecursive)
            }
        } else if accountName != nil {
            throw APIError.invalid("account needs domainid: names are unique in a domain only")
        }
        if let account {
            let found = try await context.store.resource(kind: "Account", id: account)
            if caller.role != .admin {
                guard let path = found?.profile.domainPath else {
                    throw APIError.notFound("account", account)
                }
                try check(path, caller)
            }
            filter.account = account
        }
        try filter.narrow(to: caller)
    }

    private func check(_ path: String, _ caller: Caller) throws {
        guard caller.role == .admin || path.hasPrefix(caller.domainPath) else {
            throw APIError.forbidden("this domain is not yours")
        }
    }

    private func path(ofDomain id: String) async throws -> String {
        guard
            let path = try await context.store.resource(kind: "Domain", id: id)?.profile.domainPath
        else { throw APIError.notFound("domain", id) }
        return path
    }

    private func account(named name: String, in path: String) async throws -> String {
        var query = ResourceQuery(kind: "Account")
        query.name = name
        query.domainPath = path
        // What an account used is of interest after its end, too.
        query.includesRemoved = true
        guard let found = try await context.store.resources(query).elements.first else {
            throw APIError.notFound("account", name)
        }
        return found.id
    }

    func windows(
        from: Timestamp, to: Timestamp, each length: WindowLength, timeZone: String
    ) throws -> [UsageWindow] {
        do {
            return try WindowCutter(timeZone: timeZone).windows(from: from, to: to, each: length)
        } catch {
            switch error {
            case .unknownTimeZone(let name):
                throw APIError.invalid("\(name.prefix(64)) is no time zone: try Europe/Berlin")
            case .tooMany(let limit):
                throw APIError.invalid("that is more than \(limit) windows: ask for less at once")
            }
        }
    }

    func records(
        _ windows: [UsageWindow], _ filter: UsageFilter, now: Timestamp = .now
    ) async throws -> [UsageRecord] {
        try await context.read { reader in
            try UsageReader(reader: reader).records(windows, filter, now: now)
        }
    }

    /// All records of the windows, a part at a time.
    func walk(
        _ windows: [UsageWindow], _ filter: UsageFilter, now: Timestamp = .now, after: Int64 = 0
    ) -> UsageWalk {
        UsageWalk(context, windows, filter, UsageView(now: now), after: after)
    }
}
