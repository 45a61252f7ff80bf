internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// The keys by which programs act for users.
extension Users {
    var getUser: APICommand {
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

    /// The secret was shown when it was made; those who lost it register new keys.
    var keys: APICommand {
        APICommand(
            "getUserKeys", "Tells a user's API key.", roles: .everyone,
            parameters: [.id("id", of: User.kind, required: true, "The user.")],
            response: .object(
                "userkeys", .texts("apikey", "secretkey") + .flags("apikeyaccess"))
        ) { call in
            let user = try await find(call)
            return .object([
                "apikey": user.profile.attributes["apikey"] ?? .null, "apikeyaccess": true,
            ])
        }
    }

    /// The secret is shown here and never again.
    var registerKeys: APICommand {
        APICommand(
            "registerUserKeys", "Gives a user new API keys; the old ones end.", roles: .everyone,
            parameters: [.id("id", of: User.kind, required: true, "The user.")],
            response: .object("userkeys", Self.keyFields)
        ) { call in
            let user = try await find(call)
            let (key, secret) = (Secrets.key(), Secrets.key())
            let changed = try await cloud.inTurn(user, "REGISTER.USER.KEY", call) { user, errand in
                try await cloud.revise(user, for: errand) {
                    $0.attributes["apikey"] = .string(key)
                    $0.attributes["secretkey"] = .string(secret)
                    $0.parent = key
                }
            }
            var members = try await Self.presentation.object(changed, in: cloud).object ?? [:]
            members = members.filter { Self.keyMembers.contains($0.key) }
            members["apikey"] = .string(key)
            members["secretkey"] = .string(secret)
            members["userid"] = .string(user.id)
            members["accountname"] = user.profile.owner.flatMap(cloud.names.account).map {
                .string($0)
            }
            return .object(.object(members))
        }
    }

    /// What an answer with keys tells of their user.
    private static let keyMembers: Set<String> = [
        "username", "accountid", "accounttype", "roleid", "roletype", "rolename", "domainid",
        "domain", "domainpath", "created",
    ]

    private static let keyFields: [APIField] =
        .texts(
            "apikey", "secretkey", "userid", "username", "name", "id", "description",
            "accounttype", "accountid", "accountname", "roleid", "roletype", "rolename",
            "domainid", "domain", "domainpath", "state")
        + .dates("startdate", "enddate", "created") + .lists("permissions")
        + .flags("hasannotations")
}
