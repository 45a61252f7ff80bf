internal import PetrelPlugin

@testable internal import PetrelNotify

/// Who asks, whose it is, and what the rules say about it.
enum Cast {
    static let rita = Scene.caller("rita", "/acme/", .resourceAdmin)
    /// Administrators of the cloud that live in a domain, whose subscriptions may be about everything.
    static let max = Scene.caller("max", "/acme/lab/", .admin)
    static let ida = Scene.caller("ida", "/other/", .admin)
    static let newcomers = [rita, max, ida]

    /// One of each role.
    static let askers = [Scene.root, rita, Scene.boss, Scene.ann]

    /// Besides oneself: somebody of the same domain, of one beneath it, and of one beside it.
    static let others = [Scene.bob, max, ida]

    /// What a subscription is about.
    enum Extent: String, CaseIterable {
        case account
        case domain
        /// A domain in which its owner does not live.
        case elsewhere
        case cloud

        var scope: String { self == .elsewhere ? "domain" : rawValue }
    }

    /// Whether the owner's own role allows it.
    static func mayOwn(_ owner: Caller, _ extent: Extent) -> Bool {
        switch extent {
        case .account: true
        case .domain: owner.role != .user
        case .elsewhere, .cloud: owner.role == .admin
        }
    }

    /// Administrators of a domain rule what is in it and beneath it, and tells of nothing else.
    static func mayRule(_ caller: Caller, _ owner: Caller, _ extent: Extent) -> Bool {
        if caller.role == .admin || caller.account == owner.account { return true }
        return caller.role != .user && owner.domainPath.hasPrefix(caller.domainPath)
            && [.account, .domain].contains(extent)
    }

    /// Who may make one for whom; nobody gets by another's name what is not his to know.
    static func mayMake(_ caller: Caller, _ owner: Caller, _ extent: Extent, _ way: Way) -> Bool {
        mayOwn(owner, extent) && mayRule(caller, owner, extent)
            && (way.channel != .command || caller.role == .admin)
    }
}
