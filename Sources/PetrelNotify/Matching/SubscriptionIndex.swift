internal import PetrelBus
internal import PetrelCloud

/// Finds, among very many subscriptions, those that an event could be for: by owner first, then by topic.
struct SubscriptionIndex {
    /// Whose events a shelf's subscriptions are about.
    private enum Owner: Hashable {
        case account(String)
        case domain(String)
        case cloud
    }

    private var shelves: [Owner: Shelf] = [:]

    mutating func insert(_ slot: UInt32, _ subscription: some Subscribed) {
        shelves[Self.owner(subscription), default: Shelf()]
            .insert(slot, subscription.interest.topics)
    }

    mutating func remove(_ slot: UInt32, _ subscription: some Subscribed) {
        let owner = Self.owner(subscription)
        shelves[owner]?.remove(slot, subscription.interest.topics)
        if shelves[owner]?.isEmpty == true { shelves[owner] = nil }
    }

    private static func owner(_ subscription: some Subscribed) -> Owner {
        switch subscription.scope {
        case .account: .account(subscription.account)
        case .domain: .domain(subscription.watched ?? subscription.domainPath)
        case .cloud: .cloud
        }
    }

    /// Slots of the subscriptions whose owner and topics fit; each once, in no particular order.
    func candidates(_ event: CloudEvent) -> [UInt32] {
        var found: [UInt32] = []
        shelves[.cloud]?.collect(event, &found)
        if let account = event.owner?.account { shelves[.account(account)]?.collect(event, &found) }
        if let path = event.domainPath {
            var end = path.startIndex
            while end < path.endIndex {
                guard let slash = path[end...].firstIndex(of: "/") else { break }
                end = path.index(after: slash)
                shelves[.domain(String(path[..<end]))]?.collect(event, &found)
            }
        }
        return found
    }
}

/// The subscriptions about one owner's events. Few are looked through, many have an index.
private struct Shelf {
    private static let few = 8

    private var listed: [(slot: UInt32, topics: [TopicPattern])] = []
    private var index: TopicIndex<UInt32>?
    /// Slots with several topics, which an event may match more than once.
    private var several: Set<UInt32> = []

    var isEmpty: Bool { listed.isEmpty && (index?.isEmpty ?? true) }

    mutating func insert(_ slot: UInt32, _ topics: [TopicPattern]) {
        let topics = topics.isEmpty ? [.all] : topics
        if topics.count > 1 { several.insert(slot) }
        if let index { return Self.insert(slot, topics, index) }
        listed.append((slot, topics))
        guard listed.count > Self.few else { return }
        let index = TopicIndex<UInt32>()
        for (slot, topics) in listed { Self.insert(slot, topics, index) }
        (self.index, listed) = (index, [])
    }

    private static func insert(
        _ slot: UInt32, _ topics: [TopicPattern], _ index: TopicIndex<UInt32>
    ) {
        for topic in topics { index.insert(slot, for: topic) }
    }

    mutating func remove(_ slot: UInt32, _ topics: [TopicPattern]) {
        several.remove(slot)
        listed.removeAll { $0.slot == slot }
        for topic in topics.isEmpty ? [.all] : topics { index?.remove(slot, for: topic) }
    }

    func collect(_ event: CloudEvent, _ found: inout [UInt32]) {
        for (slot, topics) in listed where topics.contains(where: { $0.matches(event.topic) }) {
            found.append(slot)
        }
        guard let index else { return }
        var repeated: Set<UInt32> = []
        index.forEachMatch(of: event.topic) { slot in
            if several.isEmpty || !several.contains(slot) || repeated.insert(slot).inserted {
                found.append(slot)
            }
        }
    }
}
