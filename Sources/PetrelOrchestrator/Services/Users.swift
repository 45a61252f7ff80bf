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
            "accountid")
        + .integers("accounttype") + .flags("iscallerchilddomain", "isdefault") + .dates("created")
    static let presentation = Presentation(User.self, "user", .domain, fields) { user, _ in
        [
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
                ],
                filters: ["username": .name, "accounttype": .number("accounttype")]
            ) { call, user in
                let state = call.string("state").map { $0.uppercased() == user.state } ?? true
                let account = call.string("account").map { $0 == user.profile.owner?.accountName }
                return state && (account ?? true)
            },
            make, find, registerKeys,
            cloud.acting(
                "updateUser", "Changes a user.", "USER.UPDATE", Self.presentation,
                [
                    .string("firstname", "The first name."), .string("lastname", "The last name."),
                    .string("email", "The address for mail."),
                    .string("timezone", "The time zone."),
                    .secret("password", "A new password."),
                    .secret("currentpassword", "The password so far; users need it."),
                ]
            ) { user, call, errand in
                try checkPassword(user, call)
                let hash = try call.string("password").map { try Secrets.hash($0) }
                return try await cloud.revise(user, for: errand) { profile in
                    profile.take(texts: ["firstname", "lastname", "email", "timezone"], from: call)
                    if let hash { profile.attributes["passwordhash"] = .string(hash) }
                }
            },
            cloud.acting(
                "enableUser", "Lets a user work again.", "USER.ENABLE", Self.presentation,
                roles: Domains.roles
            ) { user, _, errand in try await cloud.move(user, User.self, .enable, for: errand) },
            cloud.changing(
                "disableUser", "Keeps a user out.", "USER.DISABLE", Self.presentation,
                roles: Domains.roles
            ) { user, call, errand in
                guard user.id != call.caller.user else {
                    throw APIError.forbidden("nobody disables themselves")
                }
                return try await cloud.move(user, User.self, .disable, for: errand)
            },
            cloud.acting(
                away: "deleteUser", "Removes a user.", "USER.DELETE", Self.presentation,
                roles: Domains.roles
            ) { user, call, errand in
                guard user.id != call.caller.user, !user.flag("isdefault") else {
                    throw APIError.forbidden("user \(user.name) must stay")
                }
                try await cloud.remove(user, for: errand)
            },
        ]
    }

    private func checkPassword(_ user: Resource, _ call: APICall) throws {
        guard call.string("password") != nil, call.caller.role == .user else { return }
        let current = call.string("currentpassword") ?? ""
        guard Secrets.check(current, against: user.text("passwordhash") ?? "") else {
            throw APIError.invalid("currentpassword is not the password so far")
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
        let same = try await cloud.everything(User.self) {
            $0.name = name
            $0.domainPath = domain.profile.domainPath
        }
        guard same.isEmpty else {
            throw APIError.inUse("there is a user \(name) in this domain already")
        }
        var profile = Resource.Profile(name: name, domainPath: domain.profile.domainPath)
        profile.take(texts: ["firstname", "lastname", "email", "timezone"], from: call)
        profile.attributes["passwordhash"] = .string(try Secrets.hash(call.required("password")))
        profile.attributes["isdefault"] = false
        return profile
    }

    private var find: APICommand {
        APICommand(
            "getUser", "Finds a user by API key.", roles: .everyone,
            parameters: [.secret("userapikey", required: true, "The key.")],
            response: .object("user", Self.fields)
        ) { call in
            let user = try await CloudAuthenticator(cloud).user(forKey: call.required("userapikey"))
            guard let user, Visibility.domain.shows(user, to: call.caller) else {
                throw APIError.invalid("no user with this API key was found")
            }
            return .object(try await Self.presentation.object(user, in: cloud))
        }
    }

    /// The secret is shown here and never again.
    private var registerKeys: APICommand {
        APICommand(
            "registerUserKeys", "Gives a user new API keys; the old ones end.", roles: .everyone,
            parameters: [.id("id", of: User.kind, required: true, "The user.")],
            response: .object("userkeys", .texts("apikey", "secretkey", "userid", "username"))
        ) { call in
            let user = try await cloud.found(Self.presentation, call, "id")
            let (key, secret) = (Secrets.key(), Secrets.key())
            _ = try await cloud.translating {
                try await cloud.act(
                    Action("REGISTER.USER.KEY", on: user), for: Errand(call.caller)
                ) { errand in
                    try await cloud.revise(user, for: errand) {
                        $0.attributes["apikey"] = .string(key)
                        $0.attributes["secretkey"] = .string(secret)
                        $0.parent = key
                    }
                }
            }
            return .object([
                "apikey": .string(key), "secretkey": .string(secret), "userid": .string(user.id),
                "username": .string(user.name),
            ])
        }
    }
}
