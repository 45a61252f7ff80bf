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
    ) { domain, cloud in
        let path = domain.profile.domainPath ?? "/"
        var query = ResourceQuery(kind: Domain.kind)
        query.parent = domain.id
        let children = try await cloud.ledger.count(query)
        return [
            "path": .string(DomainPath.shown(path)),
            "level": .integer(Int64(DomainPath.level(path))),
            "haschild": .bool(children > 0),
        ]
    }

    var commands: [APICommand] {
        [
            cloud.listing(
                "listDomains", "Lists domains.", Self.presentation, roles: Self.roles,
                [
                    .integer("level", "Only those so deep."),
                    .list("details", "Taken for compatibility."),
                ]
            ) { call, domain in
                let level = DomainPath.level(domain.profile.domainPath ?? "/")
                return call.integer("level").map { $0 == level } ?? true
            },
            make,
            cloud.acting(
                "updateDomain", "Renames a domain.", "DOMAIN.UPDATE", Self.presentation,
                roles: Self.roles,
                [.string("networkdomain", "Its DNS suffix.")]
            ) { domain, call, errand in
                try await cloud.revise(domain, for: errand) {
                    $0.take(texts: ["networkdomain"], from: call)
                }
            },
            cloud.ending(
                "deleteDomain", "Deletes a domain.", "DOMAIN.DELETE", Self.presentation,
                roles: Self.roles, [.boolean("cleanup", "With everything in it.")]
            ) { domain, call, errand in
                guard domain.profile.domainPath != call.caller.domainPath else {
                    throw APIError.forbidden("the own domain cannot be deleted")
                }
                try await delete(domain, cleanup: call.boolean("cleanup") ?? false, errand)
            },
        ]
    }

    static let roles: APICommand.Roles = [.admin, .resourceAdmin, .domainAdmin]

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
            let name = try call.required("name")
            guard !name.contains("/") else {
                throw APIError.invalid("a domain's name has no slash")
            }
            let parent = try await cloud.find(
                Domain.self, call.idIfGiven("parentdomainid") ?? call.caller.domain, .domain,
                for: call.caller)
            let path = (parent.profile.domainPath ?? "/") + name + "/"
            let same = try await cloud.everything(Domain.self) { $0.domainPath = path }
            guard same.isEmpty else { throw APIError.inUse("there is a domain \(name) already") }
            var profile = Resource.Profile(
                name: name, domainPath: path, parent: parent.id,
                attributes: [
                    "parentdomainid": .string(parent.id), "parentdomainname": .string(parent.name),
                ])
            profile.take(texts: ["networkdomain"], from: call)
            return profile
        }
    }

    private func delete(_ domain: Resource, cleanup: Bool, _ errand: Errand) async throws {
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
            for child in children { try await delete(child, cleanup: true, errand) }
            for account in accounts { try await Accounts(cloud: cloud).delete(account, errand) }
        } catch {
            try await cloud.move(going, Domain.self, .deleteRefusedRollback, for: errand)
            throw error
        }
        try await cloud.remove(going, for: errand)
    }
}
