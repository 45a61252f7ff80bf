internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

/// The rights of accounts, as the ledger has them. What is known is forgotten when an event tells that it changed.
final class RightsBook: Sendable {
    private struct State {
        var known: [String: AccountRights?] = [:]
        /// Counts what was forgotten, so that a slow look-up does not put back what has changed meanwhile.
        var edition = 0
    }

    private static let mostKnown = 100_000
    private let store: any LedgerReading
    private let state = Mutex(State())

    init(_ store: any LedgerReading) { self.store = store }

    /// What the account may know; `nil` when it is gone, locked or disabled, or its domain is.
    func rights(of account: String) async throws -> AccountRights? {
        let (known, edition) = state.withLock { ($0.known[account], $0.edition) }
        if let known { return known }
        let found = try await look(account)
        state.withLock { state in
            guard state.edition == edition else { return }
            if state.known.count >= Self.mostKnown { state.known = [:] }
            state.known[account] = .some(found)
        }
        return found
    }

    /// Accounts and domains that an event tells about are looked up again.
    func notice(_ event: CloudEvent) {
        switch event.resource?.kind {
        case Account.kind: forget { $0.known[event.resource?.id ?? ""] = nil }
        case Domain.kind: forget { $0.known = [:] }
        default: break
        }
    }

    private func forget(_ change: (inout State) -> Void) {
        state.withLock { state in
            state.edition += 1
            change(&state)
        }
    }

    private func look(_ id: String) async throws -> AccountRights? {
        guard let account = try await store.resource(kind: Account.kind, id: id),
            account.removed == nil, account.state == Account.State.enabled.rawValue,
            let domainID = account.profile.owner?.domain,
            let domain = try await store.resource(kind: Domain.kind, id: domainID),
            domain.removed == nil, domain.state == Domain.State.active.rawValue
        else { return nil }
        let path = domain.profile.domainPath ?? account.profile.domainPath ?? "/"
        let role = Self.role(account.profile.attributes["roletype"]?.string)
        let caller = Caller(
            user: "", account: id, username: "", accountName: account.profile.name ?? "",
            domain: domainID, domainPath: path, role: role)
        return AccountRights(scope: EventScope(caller), role: role, domainPath: path)
    }

    private static func role(_ type: String?) -> APICommand.Roles {
        switch type {
        case "Admin": .admin
        case "ResourceAdmin": .resourceAdmin
        case "DomainAdmin": .domainAdmin
        default: .user
        }
    }
}
