internal import PetrelCloud

/// Who is told what, and over which channel.
struct NotifySubscription: Sendable, Hashable {
    /// Whose events it is about. What its owner may not know is never among them.
    enum Scope: String, Sendable, Hashable, CaseIterable {
        /// Those of the account.
        case account
        /// Those of a domain and of what is beneath it.
        case domain
        case cloud
    }

    enum State: String, Sendable, Hashable, CaseIterable {
        case enabled
        /// It begins when whom it reaches has said yes.
        case unconfirmed
        /// Its owner wants a rest; the backlog is kept.
        case paused
        /// Nothing is sent, for the reason given; the backlog is kept.
        case disabled
    }

    struct Owner: Sendable, Hashable {
        var account: String
        var accountName: String
        var domain: String
        var domainPath: String
    }

    let id: String
    var name: String
    var text = ""
    var owner: Owner
    var scope = Scope.account
    /// The domain that a subscription of scope `domain` watches.
    var watched: String?
    var interest = Interest()
    var channel: String
    /// Secrets among them never leave the plug-in again.
    var settings: [String: JSONValue]
    var state = State.enabled
    var reason: String?
    let created: Timestamp
    /// CloudStack's own filters of event types, besides ``interest``.
    var typeFilters: [TypeFilter] = []
    /// How many events one delivery may hold.
    var mostEvents = 1
    /// What the receiver has to answer, and the address that has answered it.
    var challenge: String?
    var proven: String?
    /// Whether it was made by `createWebhook` and is listed by `listWebhooks`.
    var isWebhook = false

    /// At most one, outside of this value: most subscriptions say nothing about routing, and take no room for it.
    var routings: [Routing] = []

    /// When it is told, and who else is.
    var routing: Routing {
        get { routings.first ?? Routing() }
        set { routings = newValue == Routing() ? [] : [newValue] }
    }
}

extension NotifySubscription: Subscribed {
    var account: String { owner.account }
    var domainPath: String { owner.domainPath }
}
