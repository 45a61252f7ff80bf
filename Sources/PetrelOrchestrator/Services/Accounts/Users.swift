internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// People and programs that act for an account.
struct Users: Service {
    let cloud: Cloud

    static let fields: [APIField] =
        .texts(
            "id", "username", "firstname", "lastname", "email", "state", "account", "usersource",
            "roleid", "roletype", "rolename", "domainid", "domain", "timezone", "apikey",
            "accountid", "secretkey", "apikeyaccess")
        + .integers("accounttype") + .dates("created") + .objects("icon")
        + .flags("iscallerchilddomain", "isdefault", "is2faenabled", "is2famandated")
    static let presentation = Presentation(User.self, "user", .domain, fields) { user, _, _ in
        [
            // Shown once, when it is made.
            "secretkey": .null, "is2faenabled": false, "is2famandated": false,
            "state": .string(user.state.lowercased()), "username": .string(user.name),
            "accountid": user.profile.owner.map { .string($0.account) } ?? .null,
            "usersource": "native", "iscallerchilddomain": false,
        ]
    }

    static let makingParameters: [APIParameter] = [
        .string("username", required: true, "The name to log in with."),
        .secret("password", required: true, "The password."),
        .string("email", required: true, "The address for mail."),
        .string("firstname", required: true, "The first name."),
        .string("lastname", required: true, "The last name."),
        .id("domainid", of: Domain.kind, "The domain; the caller's own."),
        .string("timezone", "The time zone."),
        .string("userid", "Taken for compatibility."),
        .string("accountid", "Taken for compatibility."),
    ]

    var commands: [APICommand] {
        [
            cloud.listing(
                "listUsers", "Lists users.", Self.presentation,
                [
                    .string("username", "Only this one."), .string("state", "enabled, disabled …"),
                    .integer("accounttype", "Only those of such accounts."),
                    .string("usersource", "native."),
                ],
                filters: ["username": .name, "accounttype": .number("accounttype")]
            ) { call, listing in
                if let source = call.string("usersource"), source.lowercased() != "native" {
                    listing.showNothing()
                }
                guard let state = call.string("state")?.lowercased() else { return }
                let states = User.State.allCases.map(\.rawValue)
                listing.narrow { $0.states = states.filter { $0.lowercased() == state } }
            },
            make, getUser, keys, registerKeys,
            cloud.acting(
                "updateUser", "Changes a user.", "USER.UPDATE", Self.presentation,
                [
                    .string("firstname", "The first name."), .string("lastname", "The last name."),
                    .string("email", "The address for mail."),
                    .string("timezone", "The time zone."),
                    .secret("password", "A new password."),
                    .secret("currentpassword", "The password so far; users need it."),
                    .string("username", "The name to log in with."),
                    .secret("userapikey", "The API key from then on; needs usersecretkey."),
                    .secret("usersecretkey", "The secret key from then on; needs userapikey."),
                ], finding: Cloud.Finder(needsID: true, find: find)
            ) { user, call, errand in
                try await checkPassword(user, call)
                let hash = try await newHash(call)
                try await checkKeys(call)
                if let name = call.string("username"), name != user.name {
                    try await refuseTwins(name, user.profile.domainPath)
                }
                return try await cloud.revise(user, for: errand) { profile in
                    profile.take(texts: ["firstname", "lastname", "email", "timezone"], from: call)
                    if let name = call.string("username") { profile.name = name }
                    if let key = call.string("userapikey"),
                        let secret = call.string("usersecretkey")
                    {
                        profile.attributes["apikey"] = .string(key)
                        profile.attributes["secretkey"] = .string(secret)
                        profile.parent = key
                    }
                    if let hash { profile.attributes["passwordhash"] = .string(hash) }
                }
            },
            cloud.acting(
                "enableUser", "Lets a user work again.", "USER.ENABLE", Self.presentation,
                roles: Domains.roles, finding: Cloud.Finder(needsID: true, find: find)
            ) { user, _, errand in try await cloud.move(user, User.self, .enable, for: errand) },
            cloud.changing(
                "disableUser", "Keeps a user out.", "USER.DISABLE", Self.presentation,
                roles: Domains.roles, finding: Cloud.Finder(needsID: true, find: find)
            ) { user, call, errand in
                guard user.id != call.caller.user else {
                    throw APIError.forbidden("nobody disables themselves")
                }
                return try await cloud.move(user, User.self, .disable, for: errand)
            },
            cloud.acting(
                "lockUser", "Keeps a user out until unlocked.", "USER.LOCK", Self.presentation,
                roles: Domains.roles, finding: Cloud.Finder(needsID: true, find: find)
            ) { user, call, errand in
                guard user.id != call.caller.user else {
                    throw APIError.forbidden("nobody locks themselves out")
                }
                return try await cloud.move(user, User.self, .lock, for: errand)
            },
            cloud.acting(
                away: "deleteUser", "Removes a user.", "USER.DELETE", Self.presentation,
                roles: Domains.roles, finding: Cloud.Finder(needsID: true, find: find)
            ) { user, call, errand in
                guard user.id != call.caller.user, !user.flag("isdefault") else {
                    throw APIError.forbidden("user \(user.name) must stay")
                }
                try await cloud.remove(user, for: errand)
            },
        ]
    }

    /// Who is no administrator of the cloud does nothing to those who are.
    @Sendable func find(_ call: APICall) async throws -> Resource {
        let user = try await cloud.find(User.self, call.id("id"), .domain, for: call.caller)
        try Accounts.checkRank(of: user, call.caller)
        return user
    }

    private func checkPassword(_ user: Resource, _ call: APICall) async throws {
        guard call.string("password") != nil, call.caller.role == .user else { return }
        guard await cloud.check(call.string("currentpassword") ?? "", of: user) else {
            throw APIError.invalid("currentpassword is not the password so far")
        }
    }

    /// Both or none, and a key that nobody has.
    private func checkKeys(_ call: APICall) async throws {
        let (key, secret) = (call.string("userapikey"), call.string("usersecretkey"))
        guard (key == nil) == (secret == nil) else {
            throw APIError.invalid("userapikey and usersecretkey need each other")
        }
        guard let key, try await cloud.first(User.self, { $0.parent = key }) != nil else { return }
        throw APIError.inUse("that API key is taken")
    }

    private func newHash(_ call: APICall) async throws -> String? {
        guard let password = call.string("password") else { return nil }
        return try await cloud.hash(password)
    }

    private func refuseTwins(_ name: String, _ path: String?) async throws {
        let twin = try await cloud.first(User.self) {
            $0.name = name
            $0.domainPath = path
        }
        guard twin == nil else {
            throw APIError.inUse("there is a user \(name) in this domain already")
        }
    }

    private var make: APICommand {
        APICommand(
            "createUser", "Adds a user to an account.", roles: Domains.roles,
            parameters: Self.makingParameters + [
                .string("account", required: true, "The account.")
            ], response: .object("user", Self.fields)
        ) { call in
            let domain = try await cloud.find(
                Domain.self, call.idIfGiven("domainid") ?? call.caller.domain, .domain,
                for: call.caller)
            let account = try await cloud.account(
                named: call.required("account"), in: domain)
            try Accounts.checkRank(of: account, call.caller)
            var profile = try await profile(call, in: domain)
            profile.owner = Ownership(account).owner
            for name in ["roleid", "rolename", "roletype", "accounttype"] {
                profile.attributes[name] = account.profile.attributes[name]
            }
            let id = EventID.next().description
            let reference = ResourceReference(ResourceKind(User.kind), id)
            let made = try await cloud.translating { [profile] in
                try await cloud.act(
                    Action("USER.CREATE", reference, profile), for: Errand(call.caller)
                ) {
                    [.creation(of: User.self, id: id, in: .enabled, profile, for: $0)]
                }
            }
            return .object(try await Self.presentation.object(made[0], in: cloud))
        }
    }

    /// A user as the call describes them; whose they are is for the caller to add.
    func profile(_ call: APICall, in domain: Resource) async throws -> Resource.Profile {
        let name = try call.required("username")
        try await refuseTwins(name, domain.profile.domainPath)
        var profile = Resource.Profile(name: name, domainPath: domain.profile.domainPath)
        profile.take(texts: ["firstname", "lastname", "email", "timezone"], from: call)
        profile.attributes["passwordhash"] = .string(
            try await cloud.hash(call.required("password")))
        profile.attributes["isdefault"] = false
        return profile
    }
}
