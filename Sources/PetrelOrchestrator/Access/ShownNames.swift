internal import PetrelCloud
internal import PetrelLedger
internal import Synchronization

/// What people call domains and accounts now.
///
/// A domain's path is made of the names that it and those above it had when they were made, `/acme/research/`, and
/// never changes: resources and events stand under it for ever, and under the account's first name beside its id. What
/// was renamed is shown under its new name, `ROOT/apex/research`; only such names are kept here.
final class ShownNames: Sendable {
    private struct State {
        var domains: [String: String] = [:]
        var accounts: [String: String] = [:]
    }

    private let state = Mutex(State())

    func note(domain: Resource) {
        guard let path = domain.profile.domainPath, path != "/" else { return }
        let own = path.split(separator: "/").last.map(String.init)
        state.withLock { $0.domains[path] = domain.name == own ? nil : domain.name }
    }

    func note(account: Resource) {
        let first = account.profile.owner?.accountName
        state.withLock { $0.accounts[account.id] = account.name == first ? nil : account.name }
    }

    /// `ROOT/acme/research`
    func path(_ path: String) -> String {
        var (shown, reached) = ("ROOT", "/")
        for segment in path.split(separator: "/") {
            reached += segment + "/"
            shown += "/" + (state.withLock { $0.domains[reached] } ?? String(segment))
        }
        return shown
    }

    /// `research`
    func domain(_ path: String) -> String {
        state.withLock { $0.domains[path] }
            ?? path.split(separator: "/").last.map(String.init) ?? "ROOT"
    }

    func account(_ owner: CloudEvent.Owner) -> String? {
        state.withLock { $0.accounts[owner.account] } ?? owner.accountName
    }

    /// The members by which answers say whose something is.
    func members(_ owner: CloudEvent.Owner?, _ path: String?) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        members["account"] = owner.flatMap(account).map(JSONValue.string)
        members["domainid"] = owner?.domain.map(JSONValue.string)
        members["domain"] = path.map { .string(domain($0)) }
        members["domainpath"] = path.map { .string(self.path($0)) }
        return members
    }
}

extension Cloud {
    func readShownNames() async throws {
        try await forEach(ResourceQuery(kind: Domain.kind)) { self.names.note(domain: $0) }
        try await forEach(ResourceQuery(kind: Account.kind)) { self.names.note(account: $0) }
    }

    /// Where a domain stands that people name by its path: `/sales/`, `ROOT/sales`, `sales`; `nil` when there is none.
    func domainPath(named text: String) async throws -> String? {
        var names = text.split(separator: "/").map(String.init)
        if names.first?.uppercased() == "ROOT" { names.removeFirst() }
        var domain = try await first(Domain.self) { $0.domainPath = "/" }
        for name in names {
            guard let parent = domain else { return nil }
            domain = try await first(Domain.self) {
                $0.parent = parent.id
                $0.name = name
            }
        }
        return domain?.profile.domainPath
    }
}
