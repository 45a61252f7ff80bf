internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Who owns things.
struct Accounts: Service {
    let cloud: Cloud

    static let presentation = Presentation(
        Account.self, "account", .domain,
        .texts(
            "id", "name", "roleid", "roletype", "rolename", "domainid", "domain", "domainpath",
            "defaultzoneid", "state", "networkdomain", "apikeyaccess")
            + .integers("accounttype", "vmrunning", "vmstopped")
            + .longs("receivedbytes", "sentbytes") + Limits.accountFields
            + .flags("isdefault", "iscleanuprequired") + .dates("created")
            + .maps("accountdetails") + .lists("groups", "taggedresources") + .objects("icon")
            + [APIField("user", .list, "Its users.", fields: Users.fields)]
    ) { account, _, cloud in
        let users = try await cloud.everything(User.self) { $0.account = account.id }
        var extras = try await Limits(cloud: cloud).summary(of: account)
        extras["user"] = .array(try await Users.presentation.objects(users, in: cloud))
        extras["state"] = .string(account.state.lowercased())
        return extras
    }

    private static let naming: [APIParameter] = [
        .string("account", "Its name, if it is not named by its id; with domainid."),
        .id("domainid", of: Domain.kind, "Its domain."),
    ]

    var commands: [APICommand] {
        [list, make, lock, enable, disable, update, deletion]
    }

    private var list: APICommand {
        cloud.listing(
            "listAccounts", "Lists accounts.", Self.presentation,
            [
                .integer("accounttype", "0 user, 1 administrator, 2 domain administrator."),
                .string("state", "enabled, disabled or locked."),
                .boolean("iscleanuprequired", "Only those that wait for their end, or not."),
                .list("details", "Taken for compatibility; everything is told."),
                .id("domainid", of: Domain.kind, "Only those of this domain."),
                .string("apikeyaccess", "enabled, disabled or inherit."),
                .string("tag", "Taken for compatibility."),
            ],
            filters: ["accounttype": .number("accounttype"), "iscleanuprequired": .nothing]
        ) { call, listing in
            if let state = call.string("state") {
                let states = Account.State.allCases.map(\.rawValue)
                listing.narrow {
                    $0.states = states.filter { $0.lowercased() == state.lowercased() }
                }
            }
            // All may use their keys, as the cloud says.
            if let access = call.string("apikeyaccess"), access.lowercased() != "inherit" {
                listing.showNothing()
            }
        }
    }

    /// By its id, or by its name in a domain. Who is no administrator of the cloud does nothing to
    /// those who are.
    @Sendable private func find(_ call: APICall) async throws -> Resource {
        let account: Resource
        if let id = call.idIfGiven("id") {
            account = try await cloud.find(Account.self, id, .domain, for: call.caller)
        } else {
            let domain = try await cloud.find(
                Domain.self, call.idIfGiven("domainid") ?? call.caller.domain, .domain,
                for: call.caller)
            account = try await cloud.account(named: call.required("account"), in: domain)
        }
        try Self.checkRank(of: account, call.caller)
        return account
    }

    /// Who is no administrator of the cloud does nothing to those who are.
    static func checkRank(of resource: Resource, _ caller: Caller) throws {
        guard caller.role == .admin || resource.text("roletype") != "Admin" else {
            throw APIError.forbidden("\(resource.name) is an administrator of the cloud")
        }
    }

    private var update: APICommand {
        cloud.acting(
            "updateAccount", "Changes what is known of an account.", "ACCOUNT.UPDATE",
            Self.presentation, roles: Domains.roles, inSteps: true,
            Self.naming + [
                .string("newname", "Its new name."), .id("roleid", of: Role.kind, "Its new role."),
                .string("networkdomain", "Its DNS suffix."), .map("accountdetails", "Details."),
                .string("apikeyaccess", "Taken for compatibility."),
            ], finding: Cloud.Finder(find: find)
        ) { account, call, errand in
            var changes: [String: JSONValue] = [:]
            if call.string("roleid") != nil {
                try refuseOwn(account, call)
                changes = Self.roleAttributes(try await role(call))
            }
            if let name = call.string("newname"), name != account.name {
                try await refuseTwins(name, account.profile.domainPath)
            }
            let changed = try await cloud.revise(account, for: errand) { [changes] profile in
                if let name = call.string("newname") { profile.name = name }
                profile.take(texts: ["networkdomain"], from: call)
                profile.attributes.merge(changes) { _, new in new }
                let details = call.map("accountdetails")
                if !details.isEmpty {
                    profile.attributes["accountdetails"] = .object(
                        details.mapValues { .string($0) })
                }
            }
            cloud.names.note(account: changed)
            for user in changes.isEmpty ? [] : try await users(of: changed) {
                try await cloud.revise(user, for: errand) { [changes] profile in
                    profile.attributes.merge(changes) { _, new in new }
                }
            }
            return changed
        }
    }

    private func users(of account: Resource) async throws -> [Resource] {
        try await cloud.everything(User.self) { $0.account = account.id }
    }

    private func refuseTwins(_ name: String, _ path: String?) async throws {
        let twin = try await cloud.first(Account.self) {
            $0.name = name
            $0.domainPath = path
        }
        guard twin == nil else {
            throw APIError.inUse("there is an account \(name) in this domain already")
        }
    }

    private var enable: APICommand {
        cloud.acting(
            "enableAccount", "Lets an account work again.", "ACCOUNT.ENABLE", Self.presentation,
            roles: Domains.roles, Self.naming, finding: Cloud.Finder(find: find)
        ) { account, _, errand in
            try await cloud.move(account, Account.self, .enable, for: errand)
        }
    }

    private var lock: APICommand {
        APICommand(
            "lockAccount", "Locks an account: its machines run on.", roles: Domains.roles,
            parameters: [
                .string("account", required: true, "Its name."),
                .id("domainid", of: Domain.kind, required: true, "Its domain."),
            ], response: .object("account", Self.presentation.fields)
        ) { call in
            let account = try await find(call)
            try refuseOwn(account, call)
            let locked = try await cloud.inTurn(account, "ACCOUNT.LOCK", call) { account, errand in
                try await cloud.move(account, Account.self, .lock, for: errand)
            }
            return .object(try await Self.presentation.object(locked, in: cloud))
        }
    }

    private var disable: APICommand {
        cloud.changing(
            "disableAccount", "Locks or disables an account.", "ACCOUNT.DISABLE",
            Self.presentation, roles: Domains.roles,
            Self.naming + [.boolean("lock", required: true, "Only lock it: its machines run on.")],
            finding: Cloud.Finder(find: find)
        ) { account, call, errand in
            try refuseOwn(account, call)
            let locks = call.boolean("lock") ?? false
            let changed = try await cloud.move(
                account, Account.self, locks ? .lock : .disable, for: errand)
            if !locks { try await stopMachines(of: account, errand) }
            return changed
        }
    }

    private var deletion: APICommand {
        cloud.ending(
            "deleteAccount", "Deletes an account with everything it owns.", "ACCOUNT.DELETE",
            Self.presentation, roles: Domains.roles
        ) { account, call, errand in
            try refuseOwn(account, call)
            try Self.checkRank(of: account, call.caller)
            try await delete(account, errand)
        }
    }

    private func refuseOwn(_ account: Resource, _ call: APICall) throws {
        guard account.id != call.caller.account, !account.flag("isdefault") else {
            throw APIError.forbidden("account \(account.name) must stay as it is")
        }
    }

    private var make: APICommand {
        APICommand(
            "createAccount", "Makes an account with its first user.", roles: Domains.roles,
            parameters: Users.makingParameters + [
                .string("account", "Its name; the user's if not given."),
                .integer("accounttype", "0 user, 1 administrator, 2 domain administrator."),
                .id("roleid", of: Role.kind, "Its role."),
                .string("networkdomain", "Its DNS suffix."),
                .map("accountdetails", "Details."),
            ], response: .object("account", Self.presentation.fields)
        ) { call in
            let domain = try await cloud.find(
                Domain.self, call.idIfGiven("domainid") ?? call.caller.domain, .domain,
                for: call.caller)
            let role = try await role(call)
            let name = try call.string("account") ?? call.required("username")
            try await refuseTwins(name, domain.profile.domainPath)
            let user = try await Users(cloud: cloud).profile(call, in: domain)
            let made = try await cloud.translating {
                try await make(
                    NewAccount(name: name, domain: domain, role: role, user: user),
                    for: Errand(call.caller))
            }
            return .object(try await Self.presentation.object(made, in: cloud))
        }
    }

    private func role(_ call: APICall) async throws -> Resource {
        let roles = try await cloud.everything(Role.self)
        let wanted: Resource?
        if let id = call.idIfGiven("roleid") {
            wanted = roles.first { $0.id == id }
        } else {
            let number = Int64(call.integer("accounttype") ?? 0)
            let type = Self.accountTypes.first { $0.value == number }?.key
            wanted = roles.first { $0.text("type") == type && $0.flag("isdefault") }
        }
        guard let wanted else { throw APIError.notFound(Role.kind, call.string("roleid") ?? "") }
        let isLower = ["User", "DomainAdmin"].contains(wanted.text("type") ?? "")
        let isOwn = Self.role(wanted.text("type")) == call.caller.role
        guard call.caller.role == .admin || isLower || isOwn else {
            throw APIError.forbidden("nobody gives a role above the own one")
        }
        return wanted
    }

    /// The account and its first user, in one commit with both actions.
    func make(_ new: NewAccount, for errand: Errand) async throws -> Resource {
        let id = EventID.next().description
        let userID = EventID.next().description
        let owner = CloudEvent.Owner(
            account: id, domain: new.domain.id, accountName: new.name)
        var account = Resource.Profile(
            name: new.name, owner: owner, domainPath: new.domain.profile.domainPath,
            attributes: Self.roleAttributes(new.role))
        account.attributes["isdefault"] = .bool(new.isDefault)
        var user = new.user
        user.owner = owner
        user.attributes.merge(Self.roleAttributes(new.role)) { own, _ in own }
        let reference = ResourceReference(ResourceKind(Account.kind), id)
        return try await cloud.act(
            Action("ACCOUNT.CREATE", reference, account), for: errand
        ) { [account, user] errand in
            [
                .creation(of: Account.self, id: id, in: .enabled, account, for: errand),
                .creation(of: User.self, id: userID, in: .enabled, user, for: errand),
            ]
        }[0]
    }

    /// The numbers clients know. A resource administrator is one of a domain, who also looks after what
    /// it runs on.
    private static let accountTypes: [String: Int64] = [
        "User": 0, "Admin": 1, "DomainAdmin": 2, "ResourceAdmin": 3,
    ]

    static func role(_ type: String?) -> APICommand.Roles {
        switch type {
        case "Admin": .admin
        case "ResourceAdmin": .resourceAdmin
        case "DomainAdmin": .domainAdmin
        default: .user
        }
    }

    static func roleAttributes(_ role: Resource) -> [String: JSONValue] {
        let type = role.text("type") ?? "User"
        return [
            "roleid": .string(role.id), "rolename": .string(role.name), "roletype": .string(type),
            "accounttype": .integer(accountTypes[type] ?? 0),
        ]
    }
}

struct NewAccount: Sendable {
    var name: String
    var domain: Resource
    var role: Resource
    var user: Resource.Profile
    var isDefault = false
}
