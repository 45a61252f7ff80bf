internal import PetrelCloud
internal import PetrelLedger

extension DemoCloud {
    /// Who may do everything in a cloud that was made here, and the keys that sign for them now.
    public struct Administrator: Sendable {
        public let username: String
        /// `nil` when their keys were taken away.
        public let keys: (api: String, secret: String)?
    }

    /// The administrator that the first start made, as they are now; `nil` when they were deleted.
    public static func administrator(of cloud: Cloud) async throws -> Administrator? {
        let accounts = try await cloud.everything(Account.self) {
            $0.name = "admin"
            $0.domainPath = "/"
        }
        guard let account = accounts.first(where: { $0.flag("isdefault") }) else { return nil }
        let users = try await cloud.everything(User.self) { $0.account = account.id }
        guard let user = users.first(where: { $0.flag("isdefault") }) else { return nil }
        let keys = user.text("apikey").flatMap { key in
            user.text("secretkey").map { (api: key, secret: $0) }
        }
        return Administrator(username: user.name, keys: keys)
    }
}
