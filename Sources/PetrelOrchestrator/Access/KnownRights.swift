internal import PetrelCloud
internal import PetrelLedger
internal import Synchronization

/// What somebody was found to be allowed, for as long as nothing changes that could make it untrue.
///
/// Every entry carries the ledger's number of changes of users, accounts and domains as it was before they were read.
/// The number moves before whoever disables a user or withdraws a key is told that it is done, so from then on nobody
/// is let in by what is kept here. Only those who were let in are kept, so strangers cannot fill it.
final class KnownRights<Right: Sendable>: Sendable {
    private static var kinds: [String] { [User.kind, Account.kind, Domain.kind] }
    /// More than this are forgotten together.
    private static var most: Int { 10_000 }

    private struct Entry {
        let right: Right
        let changes: Int64
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// What is known of a key or a user, or what `find` finds.
    func right(
        of name: String, in ledger: any Ledger, _ find: () async throws -> Right?
    ) async throws -> Right? {
        guard let changes = ledger.changes(of: Self.kinds) else { return try await find() }
        let known = entries.withLock { $0[name] }
        if let known, known.changes == changes { return known.right }
        guard let right = try await find() else { return nil }
        entries.withLock { entries in
            if entries.count >= Self.most { entries = [:] }
            entries[name] = Entry(right: right, changes: changes)
        }
        return right
    }
}
