internal import PetrelCloud
internal import PetrelPlugin

/// What the ``Board`` keeps of a subscription: what it takes to find and to order its events. There may be very many, so
/// everything else is read when something is to be sent.
final class Member: Subscribed {
    let id: String
    let owner: MemberOwner
    let interest: Interest
    let scope: NotifySubscription.Scope
    let state: NotifySubscription.State
    let isWebhook: Bool
    /// How many events one delivery may hold.
    let mostEvents: Int32
    private let rare: Rare?

    /// What most subscriptions do not have.
    private final class Rare: Sendable {
        let watched: String?
        let typeFilters: [TypeFilter]
        let routing: Routing

        init(_ subscription: NotifySubscription) {
            watched = subscription.watched
            typeFilters = subscription.typeFilters
            routing = subscription.routing
        }
    }

    init(_ subscription: NotifySubscription, _ owner: MemberOwner, _ interest: Interest) {
        id = subscription.id
        self.owner = owner
        self.interest = interest
        scope = subscription.scope
        state = subscription.state
        isWebhook = subscription.isWebhook
        mostEvents = Int32(clamping: subscription.mostEvents)
        let isRare =
            subscription.watched != nil || !subscription.typeFilters.isEmpty
            || !subscription.routings.isEmpty
        rare = isRare ? Rare(subscription) : nil
    }

    var account: String { owner.account }
    var domainPath: String { owner.domainPath }
    var watched: String? { rare?.watched }
    var typeFilters: [TypeFilter] { rare?.typeFilters ?? [] }
    var routing: Routing { rare?.routing ?? Routing() }

    /// For those who looked owner and topics up in an index.
    func passes(_ event: CloudEvent) -> Bool {
        guard interest.passes(event) else { return false }
        guard let rare else { return true }
        return rare.routing.takes(event) && TypeFilter.allow(event, rare.typeFilters)
    }
}

/// Who owns subscriptions, once for all of them.
final class MemberOwner: Sendable {
    let account: String
    let accountName: String
    let domainPath: String

    init(_ owner: NotifySubscription.Owner) {
        (account, accountName) = (owner.account, owner.accountName)
        domainPath = owner.domainPath
    }

    init(_ caller: Caller) {
        (account, accountName) = (caller.account, caller.accountName)
        domainPath = caller.domainPath
    }

    fileprivate func isOf(_ owner: NotifySubscription.Owner) -> Bool {
        (accountName, domainPath) == (owner.accountName, owner.domainPath)
    }
}

/// What many subscriptions have alike, kept once.
struct MemberRegister: Sendable {
    private struct Entry {
        let owner: MemberOwner
        var members: Int32
    }

    private static let mostFilters = 256

    private var owners: [String: Entry] = [:]
    /// Lists of filters met lately: many subscriptions ask for the same.
    private var filters: Set<[EventFilter]> = []

    mutating func member(_ subscription: NotifySubscription) -> Member {
        var interest = subscription.interest
        interest.filters = shared(interest.filters)
        return Member(subscription, owner(subscription.owner), interest)
    }

    /// A member is no more.
    mutating func left(_ member: Member) {
        guard var entry = owners.removeValue(forKey: member.account), entry.members > 1 else {
            return
        }
        entry.members -= 1
        owners[member.account] = entry
    }

    private mutating func owner(_ owner: NotifySubscription.Owner) -> MemberOwner {
        let known = owners[owner.account]
        let members = (known?.members ?? 0) + 1
        let mine = known.flatMap { $0.owner.isOf(owner) ? $0.owner : nil } ?? MemberOwner(owner)
        owners[mine.account] = Entry(owner: mine, members: members)
        return mine
    }

    private mutating func shared(_ wanted: [EventFilter]) -> [EventFilter] {
        guard !wanted.isEmpty else { return wanted }
        if filters.count >= Self.mostFilters { filters = [] }
        return filters.insert(wanted).memberAfterInsert
    }
}
