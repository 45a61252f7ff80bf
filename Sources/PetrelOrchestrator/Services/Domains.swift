internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// The tree in which accounts live.
struct Domains: Service {
    let cloud: Cloud

    static let presentation = Presentation(
        Domain.self, "domain", .domain,
        .texts("id", "name", "parentdomainid", "parentdomainname", "networkdomain", "path", "state")
            + .integers("level") + .flags("haschild", "hasannotations") + .dates("created") + .tags
            + Limits.accountFields + .maps("domaindetails") + .lists("taggedresources")
            + .objects("icon")
    ) { domain, _, cloud in
        let path = domain.profile.domainPath ?? "/"
        var query = ResourceQuery(kind: Domain.kind)
        query.parent = domain.id
        let children = try await cloud.ledger.count(query)
        return [
            "path": .string(cloud.names.path(path)),
            "level": .integer(Int64(level(of: path))), "haschild": .bool(children > 0),
        ]
    }

    /// The root is at 0.
    private static func level(of path: String) -> Int { path.split(separator: "/").count }

    static let roles: APICommand.Roles = [.admin, .resourceAdmin, .domainAdmin]

    var commands: [APICommand] { [list, make, rename, deletion] }

    private var list: APICommand {
        cloud.listing(
            "listDomains", "Lists domains.", Self.presentation, roles: Self.roles,
            [
                .integer("level", "Only those so deep."),
                .list("details", "Taken for compatibility."),
            ]
        ) { call, listing in
            // A domain stands in itself; without listall its administrator is shown no other.
            let caller = call.caller
            let wide = call.boolean("listall") == true || call.string("id") != nil
            if call.string("domainid") == nil {
                listing.narrow { query in
                    query.account = nil
                    query.domainPath = caller.role == .admin ? nil : caller.domainPath
                    query.includesSubdomains = wide && caller.role != .admin
                }
            }
            guard let level = call.integer("level") else { return }
            listing.keeps = { Self.level(of: $0.profile.domainPath ?? "/") == level }
        }
    }

    private var make: APICommand {
        cloud.making(
            "createDomain", "Makes a domain.", "DOMAIN.CREATE", Self.presentation,
            roles: Self.roles, in: .active,
            [
                .string("name", required: true, "Its name."),
                .id("parentdomainid", of: Domain.kind, "Where; the caller's own."),
                .string("networkdomain", "Its DNS suffix."),
            ]
        ) { call, _ in
            let name = try Self.checked(call.required("name"))
            let parent = try await cloud.find(
                Domain.self, call.idIfGiven("parentdomainid") ?? call.caller.domain, .domain,
                for: call.caller)
            try await refuseTwins(name, in: parent.id)
            var profile = Resource.Profile(
                name: name, domainPath: try await path(of: name, in: parent), parent: parent.id,
                attributes: [
                    "parentdomainid": .string(parent.id), "parentdomainname": .string(parent.name),
                ])
            profile.take(texts: ["networkdomain"], from: call)
            return profile
        } after: {
            cloud.names.note(domain: $0)
        }
    }

    private static func checked(_ name: String) throws -> String {
        guard !name.contains("/") else { throw APIError.invalid("a domain's name has no slash") }
        return name
    }

    private func refuseTwins(_ name: String, in parent: String?) async throws {
        let twin = try await cloud.first(Domain.self) {
            $0.name = name
            $0.parent = parent
        }
        guard twin == nil else { throw APIError.inUse("there is a domain \(name) already") }
    }

    /// No path is used twice, not even after its domain is gone: what happened under it stays under it.
    private func path(of name: String, in parent: Resource) async throws -> String {
        let above = parent.profile.domainPath ?? "/"
        for number in 1... {
            let path = above + name + (number == 1 ? "" : "~\(number)") + "/"
            var query = ResourceQuery(kind: Domain.kind)
            query.domainPath = path
            query.includesRemoved = true
            if try await cloud.ledger.count(query) == 0 { return path }
        }
        return above + name + "/"
    }

    private var rename: APICommand {
        cloud.acting(
            "updateDomain", "Renames a domain.", "DOMAIN.UPDATE", Self.presentation,
            roles: Self.roles,
            [.string("name", "Its new name."), .string("networkdomain", "Its DNS suffix.")]
        ) { domain, call, errand in
            if let name = call.string("name"), name != domain.name {
                _ = try Self.checked(name)
                guard domain.profile.parent != nil else {
                    throw APIError.forbidden("the root domain keeps its name")
                }
                try await refuseTwins(name, in: domain.profile.parent)
            }
            let renamed = try await cloud.revise(domain, for: errand) { profile in
                if let name = call.string("name") { profile.name = name }
                profile.take(texts: ["networkdomain"], from: call)
            }
            cloud.names.note(domain: renamed)
            return renamed
        }
    }

    private var deletion: APICommand {
        cloud.ending(
            "deleteDomain", "Deletes a domain.", "DOMAIN.DELETE", Self.presentation,
            roles: Self.roles, [.boolean("cleanup", "With everything in it.")]
        ) { domain, call, errand in
            guard domain.profile.domainPath != call.caller.domainPath else {
                throw APIError.forbidden("the own domain cannot be deleted")
            }
            try await delete(domain, cleanup: call.boolean("cleanup") ?? false, errand)
        }
    }

    private func delete(_ domain: Resource, cleanup: Bool, _ errand: Errand) async throws {
        guard domain.profile.parent != nil else {
            throw APIError.forbidden("the root domain stays")
        }
        let path = domain.profile.domainPath ?? "/"
        let going = try await cloud.move(domain, Domain.self, .deleteRequested, for: errand)
        do {
            let children = try await cloud.everything(Domain.self) { $0.parent = domain.id }
            let accounts = try await cloud.everything(Account.self) { $0.domainPath = path }
            guard cleanup || (children.isEmpty && accounts.isEmpty) else {
                throw APIError.inUse(
                    "domain \(domain.name) has accounts or subdomains: delete them or say cleanup=true"
                )
            }
            for child in children {
                try await cloud.jobs.turn(in: child.id) {
                    try await delete(try await cloud.current(child), cleanup: true, errand)
                }
            }
            for account in accounts {
                try await cloud.jobs.turn(in: account.id) {
                    try await Accounts(cloud: cloud).delete(
                        try await cloud.current(account), errand)
                }
            }
        } catch {
            try await cloud.move(going, Domain.self, .deleteRefusedRollback, for: errand)
            throw error
        }
        try await cloud.remove(going, for: errand)
    }
}
