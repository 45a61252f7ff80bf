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
            "defaultzoneid", "state", "networkdomain", "vmlimit", "vmavailable", "iplimit",
            "ipavailable", "volumelimit", "volumeavailable", "snapshotlimit", "snapshotavailable",
            "templatelimit", "templateavailable", "networklimit", "networkavailable")
            + .integers("accounttype", "vmrunning", "vmstopped")
            + .longs(
                "vmtotal", "iptotal", "volumetotal", "snapshottotal", "templatetotal",
                "networktotal")
            + .flags("isdefault", "iscleanuprequired") + .dates("created")
            + .maps("accountdetails")
            + [APIField("user", .list, "Its users.", fields: Users.fields)]
    ) { account, cloud in
        let users = try await cloud.everything(User.self) { $0.account = account.id }
        var objects: [JSONValue] = []
        for user in users { objects.append(try await Users.presentation.object(user, in: cloud)) }
        var extras = try await Limits(cloud: cloud).summary(of: account)
        extras["user"] = .array(objects)
        extras["state"] = .string(account.state.lowercased())
        return extras
    }

    var commands: [APICommand] {
        [
            cloud.listing(
                "listAccounts", "Lists accounts.", Self.presentation,
                [
                    .integer("accounttype", "0 user, 1 administrator, 2 domain administrator."),
                    .string("state", "enabled, disabled or locked."),
                    .boolean("iscleanuprequired", "Taken for compatibility."),
                    .list("details", "Taken for compatibility."),
                    .id("domainid", of: Domain.kind, "Only those of this domain."),
                ], filters: ["accounttype": .number("accounttype")]
            ) { call, account in
                let state = call.string("state").map { $0.uppercased() == account.state } ?? true
                let domain = call.idIfGiven("domainid").map { $0 == account.profile.owner?.domain }
                return state && (domain ?? true || call.boolean("isrecursive") == true)
            },
            make,
            cloud.acting(
                "updateAccount", "Renames an account.", "ACCOUNT.UPDATE", Self.presentation,
                roles: Domains.roles,
                [.string("networkdomain", "Its DNS suffix."), .map("accountdetails", "Details.")]
            ) { account, call, errand in
                try await cloud.revise(account, for: errand) { profile in
                    profile.take(texts: ["networkdomain"], from: call)
                    profile.attributes["accountdetails"] = .object(
                        call.map("accountdetails").mapValues { .string($0) })
                }
            },
            cloud.acting(
                "enableAccount", "Lets an account work again.", "ACCOUNT.ENABLE", Self.presentation,
                roles: Domains.roles
            ) { account, _, errand in
                try await cloud.move(account, Account.self, .enable, for: errand)
            },
            cloud.changing(
                "disableAccount", "Locks or disables an account.", "ACCOUNT.DISABLE",
                Self.presentation, roles: Domains.roles,
                [.boolean("lock", required: true, "Only lock it: its machines run on.")]
            ) { account, call, errand in
                try refuseOwn(account, call)
                let locks = call.boolean("lock") ?? false
                let changed = try await cloud.move(
                    account, Account.self, locks ? .lock : .disable, for: errand)
                if !locks { try await stopMachines(of: account, errand) }
                return changed
            },
            cloud.ending(
                "deleteAccount", "Deletes an account with everything it owns.", "ACCOUNT.DELETE",
                Self.presentation, roles: Domains.roles
            ) { account, call, errand in
                try refuseOwn(account, call)
                try await delete(account, errand)
            },
        ]
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
            let same = try await cloud.everything(Account.self) {
                $0.name = name
                $0.domainPath = domain.profile.domainPath
            }
            guard same.isEmpty else {
                throw APIError.inUse("there is an account \(name) in this domain already")
            }
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
            let type = [0: "User", 1: "Admin", 2: "DomainAdmin"][call.integer("accounttype") ?? 0]
            wanted = roles.first { $0.text("type") == type }
        }
        guard let wanted else { throw APIError.notFound(Role.kind, call.string("roleid") ?? "") }
        guard call.caller.role == .admin || wanted.text("type") != "Admin" else {
            throw APIError.forbidden("only administrators make administrators")
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

    static func roleAttributes(_ role: Resource) -> [String: JSONValue] {
        let type = role.text("type") ?? "User"
        let number: Int64 = ["Admin": 1, "ResourceAdmin": 1, "DomainAdmin": 2][type] ?? 0
        return [
            "roleid": .string(role.id), "rolename": .string(role.name), "roletype": .string(type),
            "accounttype": .integer(number),
        ]
    }

    private func stopMachines(of account: Resource, _ errand: Errand) async throws {
        let machines = VirtualMachines(cloud: cloud)
        for machine in try await cloud.everything(
            VirtualMachine.self, in: [.running], { $0.account = account.id })
        {
            _ = try await machines.stop(machine, forced: true, errand)
        }
    }

    /// Everything it owns, its users, and the account itself.
    func delete(_ account: Resource, _ errand: Errand) async throws {
        let mine: (inout ResourceQuery) -> Void = { $0.account = account.id }
        let machines = VirtualMachines(cloud: cloud)
        for machine in try await cloud.everything(VirtualMachine.self, mine) {
            let destroyed = try await machines.destroy(machine, errand)
            _ = try await machines.expunge(destroyed, errand)
        }
        for volume in try await cloud.everything(Volume.self, mine) {
            try await Volumes(cloud: cloud).delete(volume, errand)
        }
        for address in try await cloud.everything(PublicIPAddress.self, mine) {
            try await Addresses(cloud: cloud).release(address, errand)
        }
        for network in try await cloud.everything(Network.self, mine) {
            try await Networks(cloud: cloud).delete(network, errand)
        }
        for key in try await cloud.everything(SSHKeyPair.self, mine) {
            try await cloud.remove(key, for: errand)
        }
        for user in try await cloud.everything(User.self, mine) {
            try await cloud.remove(user, for: errand)
        }
        let ended = try await cloud.move(account, Account.self, .delete, for: errand)
        try await cloud.remove(ended, for: errand)
    }
}

struct NewAccount: Sendable {
    var name: String
    var domain: Resource
    var role: Resource
    var user: Resource.Profile
    var isDefault = false
}
