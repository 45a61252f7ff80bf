internal import PetrelCloud
internal import PetrelOrchestrator
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

/// The right to listen, of everybody who showed the same credential.
final class StreamGrant: Sendable {
    let credential: V1Access.Credential
    let caller: Caller
    let scope: EventScope
    private let isOver = Atomic(false)

    init(_ identity: V1Access.Identity) {
        credential = identity.credential
        caller = identity.caller
        scope = EventScope(identity.caller)
    }

    /// Whether it is over, for streams that have not begun.
    var hasEnded: Bool { isOver.load(ordering: .acquiring) }

    fileprivate func end() { isOver.store(true, ordering: .releasing) }

    /// Whether an event may have changed anybody's right.
    static func isTouched(by event: CloudEvent) -> Bool {
        event.category == .resourceState && kinds.contains(event.resource?.kind ?? "")
    }

    private static let kinds: Set = [User.kind, Account.kind, Domain.kind]

    /// Whether an event may have changed this right.
    func isTouched(by event: CloudEvent) -> Bool {
        guard Self.isTouched(by: event), let resource = event.resource else { return false }
        return switch resource.kind {
        case User.kind: resource.id == caller.user
        case Account.kind: resource.id == caller.account
        case Domain.kind: resource.id == caller.domain
        default: false
        }
    }

    var isSession: Bool {
        if case .session = credential { true } else { false }
    }
}

/// The rights of all streams: one for each credential, and one more while its extent is changing.
final class StreamGrants: Sendable {
    fileprivate struct Key: Hashable {
        let credential: V1Access.Credential
        let scope: EventScope
    }

    private let entries = Mutex<[Key: (grant: StreamGrant, streams: Int)]>([:])

    /// The right that this identity has, for one more stream.
    func take(_ identity: V1Access.Identity) -> StreamGrant {
        let new = StreamGrant(identity)
        return entries.withLock { entries in
            entries[new.key, default: (new, 0)].streams += 1
            return entries[new.key]?.grant ?? new
        }
    }

    func giveBack(_ grant: StreamGrant) {
        entries.withLock { entries in
            guard entries[grant.key]?.grant === grant else { return }
            entries[grant.key]?.streams -= 1
            if entries[grant.key]?.streams == 0 { entries[grant.key] = nil }
        }
    }

    /// Nobody gets this one any more.
    func end(_ grant: StreamGrant) {
        grant.end()
        entries.withLock { entries in
            if entries[grant.key]?.grant === grant { entries[grant.key] = nil }
        }
    }

    func all(where isMeant: (StreamGrant) -> Bool) -> [StreamGrant] {
        entries.withLock { $0.values.lazy.map(\.grant).filter(isMeant) }
    }
}

extension StreamGrant {
    fileprivate var key: StreamGrants.Key { .init(credential: credential, scope: scope) }
}
