public import PetrelCloud
public import PetrelLedger

/// Which events a caller may know: one rule for lists, streams and everything else that tells events.
///
/// An event belongs to its owner. A user knows those of the own account, an administrator of a domain those of the
/// domain and of what lies beneath it, an administrator of the cloud all. An event that nobody owns, as one of a host,
/// is known to administrators of the cloud only. Who acted does not matter.
public struct EventScope: Sendable, Hashable {
    private enum Extent: Sendable, Hashable {
        case everything
        case domain(path: String)
        case account(id: String)
    }

    private let extent: Extent

    public init(_ caller: Caller) {
        if caller.role == .admin {
            extent = .everything
        } else if caller.role == .domainAdmin || caller.role == .resourceAdmin {
            extent = .domain(path: caller.domainPath)
        } else {
            extent = .account(id: caller.account)
        }
    }

    public func shows(_ event: CloudEvent) -> Bool {
        switch extent {
        case .everything: true
        case .domain(let path): event.domainPath?.hasPrefix(path) ?? false
        case .account(let id): event.owner?.account == id
        }
    }

    /// Leaves of a query what ``shows(_:)`` lets through. An account or a domain that the query asked for has to be
    /// asked of each event afterwards.
    public func narrow(_ query: inout EventQuery) {
        switch extent {
        case .everything: break
        case .domain(let path): (query.domainPath, query.includesSubdomains) = (path, true)
        case .account(let id): query.account = id
        }
    }

    /// The same for lists of what accounts own; `false` when nothing is left of the query.
    public func narrow(_ query: inout ResourceQuery) -> Bool {
        switch extent {
        case .everything: return true
        case .domain(let path):
            // A domain that was asked for narrows further only beneath the caller's own.
            if let asked = query.domainPath, asked.hasPrefix(path) { return true }
            (query.domainPath, query.includesSubdomains) = (path, true)
            return true
        case .account(let id):
            if let asked = query.account, asked != id { return false }
            query.account = id
            return true
        }
    }
}
