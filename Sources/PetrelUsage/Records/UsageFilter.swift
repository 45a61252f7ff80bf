internal import PetrelCloud
internal import PetrelPlugin

/// Whose usage, and which. Every member that is set narrows it.
struct UsageFilter: Hashable, Sendable {
    var account: String?
    var project: String?
    var domainPath: String?
    var includesSubdomains = false
    var meter: String?
    var resource: String?

    /// Narrows to what a caller may see: an administrator of the cloud all, of a domain that domain and what lies
    /// beneath, others their own account.
    mutating func narrow(to caller: Caller) throws(APIError) {
        if caller.role == .admin { return }
        if caller.role == .domainAdmin {
            if let path = domainPath {
                guard path.hasPrefix(caller.domainPath) else {
                    throw .forbidden("the domain \(path) is not yours")
                }
            } else {
                (domainPath, includesSubdomains) = (caller.domainPath, true)
            }
            return
        }
        if let account, account != caller.account {
            throw .forbidden("the account \(account) belongs to somebody else")
        }
        account = caller.account
    }

    func includes(_ terms: UsageTerms, _ resource: String, _ meter: String) -> Bool {
        includes(terms) && (self.meter.map { $0 == meter } ?? true)
            && (self.resource.map { $0 == resource } ?? true)
    }

    /// Whether it asks nothing of the terms.
    var isAboutAllTerms: Bool { account == nil && project == nil && domainPath == nil }

    /// Whether usage under these terms is meant.
    func includes(_ terms: UsageTerms) -> Bool {
        (account.map { $0 == terms.account } ?? true)
            && (project.map { $0 == "*" ? terms.project != nil : $0 == terms.project } ?? true)
            && (domainPath.map { isWithin($0, terms.domainPath) } ?? true)
    }

    private func isWithin(_ path: String, _ own: String?) -> Bool {
        guard let own else { return false }
        return includesSubdomains ? own.hasPrefix(path) : own == path
    }
}
