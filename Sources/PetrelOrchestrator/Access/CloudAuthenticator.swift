internal import PetrelCloud
internal import PetrelLedger
public import PetrelPlugin

/// Knows the users of this cloud.
public struct CloudAuthenticator: Authenticator {
    private let cloud: Cloud
    private let credentials = KnownRights<APICredential>()
    private let callers = KnownRights<Caller>()

    public init(_ cloud: Cloud) { self.cloud = cloud }

    public func credential(forKey apiKey: String) async throws -> APICredential? {
        try await credentials.right(of: apiKey, in: cloud.ledger) {
            guard let user = try await user(forKey: apiKey),
                let caller = try await caller(of: user), let secret = user.text("secretkey")
            else { return nil }
            return APICredential(caller: caller, secret: secret)
        }
    }

    public func caller(
        username: String, password: String, domain: String
    ) async throws -> Caller? {
        guard !username.isEmpty, !password.isEmpty else { return nil }
        let path = try await path(of: domain)
        let found = try await cloud.first(User.self) {
            $0.name = username
            $0.domainPath = path ?? "/"
        }
        let user = path == nil ? nil : found
        // Checked even when there is no such user, so that the answer takes as long.
        let isRight = await cloud.check(password, of: user)
        guard isRight, let user else { return nil }
        return try await caller(of: user)
    }

    public func caller(user id: String) async throws -> Caller? {
        let id = id.lowercased()
        return try await callers.right(of: id, in: cloud.ledger) {
            guard let user = try await cloud.resource(User.self, id) else { return nil }
            return try await caller(of: user)
        }
    }

    /// A key stands where it can be looked up, in the user's parent.
    func user(forKey apiKey: String) async throws -> Resource? {
        guard !apiKey.isEmpty else { return nil }
        return try await cloud.first(User.self) { $0.parent = apiKey }
    }

    private func path(of domain: String) async throws -> String? {
        if let found = try await cloud.resource(Domain.self, domain.lowercased()) {
            return found.profile.domainPath
        }
        return try await cloud.domainPath(named: domain)
    }

    private func caller(of user: Resource) async throws -> Caller? {
        guard user.state == "ENABLED", let owner = user.profile.owner,
            let account = try await cloud.resource(Account.self, owner.account),
            account.state == "ENABLED", let domainID = owner.domain,
            let domain = try await cloud.resource(Domain.self, domainID), domain.state == "Active"
        else { return nil }
        return Caller(
            user: user.id, account: account.id, username: user.name, accountName: account.name,
            domain: domainID, domainPath: domain.profile.domainPath ?? "/",
            role: Accounts.role(account.text("roletype")), firstName: user.text("firstname") ?? "",
            lastName: user.text("lastname") ?? "")
    }
}
