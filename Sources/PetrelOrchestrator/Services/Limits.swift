internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// How much an account may have. Without a limit of its own an account has none.
struct Limits: Service {
    let cloud: Cloud

    /// What is counted, with the numbers clients know.
    struct Item: Sendable {
        let number: Int
        let name: String
        let word: String
        let kind: String

        static let machines = Item(
            number: 0, name: "user_vm", word: "vm", kind: VirtualMachine.kind)
        static let addresses = Item(
            number: 1, name: "public_ip", word: "ip", kind: PublicIPAddress.kind)
        static let volumes = Item(number: 2, name: "volume", word: "volume", kind: Volume.kind)
        static let snapshots = Item(
            number: 3, name: "snapshot", word: "snapshot", kind: Snapshot.kind)
        static let templates = Item(
            number: 4, name: "template", word: "template", kind: Template.kind)
        static let networks = Item(number: 6, name: "network", word: "network", kind: Network.kind)
        static let all = [machines, addresses, volumes, snapshots, templates, networks]
    }

    private static let fields: [APIField] =
        .texts("account", "domainid", "domain", "domainpath", "resourcetype", "resourcetypename")
        + .longs("max")

    /// How accounts and domains tell of limits, also of those that nothing has here.
    static let accountFields: [APIField] = {
        let words = [
            "vm", "ip", "volume", "snapshot", "template", "network", "backup", "backupstorage",
            "project", "vpc", "cpu", "memory", "gpu", "primarystorage", "bucket", "objectstorage",
            "secondarystorage",
        ]
        return words.flatMap { word in
            [
                APIField(word + "limit", .string), APIField(word + "available", .string),
                APIField(word + "total", word == "secondarystorage" ? .double : .long),
            ]
        }
    }()

    var commands: [APICommand] { [list, update] }

    func limit(_ item: Item, _ account: Resource) -> Int {
        account.profile.attributes["limits"]?["\(item.number)"]?.integer.map { Int($0) } ?? -1
    }

    func count(_ item: Item, _ account: String) async throws -> Int {
        var query = ResourceQuery(kind: item.kind)
        query.account = account
        return try await cloud.ledger.count(query)
    }

    /// Throws when one more would be too many.
    func check(_ item: Item, for owner: Ownership) async throws {
        guard let account = try await cloud.resource(Account.self, owner.owner.account) else {
            return
        }
        let limit = limit(item, account)
        guard limit >= 0 else { return }
        let count = try await count(item, account.id)
        guard count < limit else {
            throw APIError.limitReached(
                "account \(account.name) has \(count) of \(limit) \(item.name): remove some or ask for more"
            )
        }
    }

    /// The account's limits and counts as its answer shows them.
    func summary(of account: Resource) async throws -> [String: JSONValue] {
        var summary: [String: JSONValue] = [:]
        for item in Item.all {
            let (limit, count) = (limit(item, account), try await count(item, account.id))
            summary[item.word + "total"] = .integer(Int64(count))
            summary[item.word + "limit"] = .string(limit < 0 ? "Unlimited" : "\(limit)")
            summary[item.word + "available"] = .string(
                limit < 0 ? "Unlimited" : "\(max(0, limit - count))")
        }
        return summary
    }

    private var list: APICommand {
        APICommand(
            "listResourceLimits", "Lists limits.", roles: .everyone,
            parameters: [
                .integer("resourcetype", "Only this one."),
                .integer("id", "Taken for compatibility."),
                .string("resourcetypename", "Only that of this name."),
            ] + .ownership + .paging, response: .list("resourcelimit", Self.fields)
        ) { call in
            let account = try await account(call)
            let found = Item.all.filter { item in
                call.integer("resourcetype").map { $0 == item.number } ?? true
            }
            return .list(found.map { object($0, account) }, count: found.count)
        }
    }

    private func account(_ call: APICall) async throws -> Resource {
        let owner = try await cloud.owner(for: call).owner
        guard let account = try await cloud.resource(Account.self, owner.account) else {
            throw APIError.notFound(Account.kind, owner.account)
        }
        return account
    }

    private func object(_ item: Item, _ account: Resource) -> JSONValue {
        let path = account.profile.domainPath ?? "/"
        return [
            "account": .string(account.name), "domain": .string(cloud.names.domain(path)),
            "domainid": .string(account.profile.owner?.domain ?? ""),
            "domainpath": .string(cloud.names.path(path)),
            "resourcetype": .string("\(item.number)"), "resourcetypename": .string(item.name),
            "max": .integer(Int64(limit(item, account))),
        ]
    }

    private var update: APICommand {
        APICommand(
            "updateResourceLimit", "Sets a limit of an account.", roles: Domains.roles,
            parameters: [
                .integer("resourcetype", required: true, "Which one."),
                .long("max", "How many; -1 for no limit."), .string("account", "Whose."),
                .id("domainid", of: Domain.kind, "The account's domain."),
            ], response: .object("resourcelimit", Self.fields)
        ) { call in
            guard let item = Item.all.first(where: { $0.number == call.integer("resourcetype") })
            else {
                throw APIError.invalid("resourcetype is one of 0, 1, 2, 3, 4, 6")
            }
            let account = try await account(call)
            let limit = Int64(max(-1, call.integer("max") ?? -1))
            let changed = try await cloud.translating {
                try await cloud.act(
                    Action("RESOURCE.LIMIT.UPDATE", on: account), for: Errand(call.caller)
                ) { errand in
                    try await cloud.revise(account, for: errand) { profile in
                        var limits = profile.attributes["limits"]?.object ?? [:]
                        limits["\(item.number)"] = .integer(limit)
                        profile.attributes["limits"] = .object(limits)
                    }
                }
            }
            return .object(object(item, changed))
        }
    }
}
