internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// Which events somebody asks for, the same in lists and in streams. Every member that is set narrows.
struct EventFilter: Sendable, Hashable {
    var pattern = TopicPattern.all
    var ids: Set<EventID>?
    var categories: Set<EventCategory>?
    var types: Set<String>?
    var resources: Set<String>?
    var kinds: Set<String>?
    var accounts: Set<String>?
    /// Events of owners in this domain or beneath it.
    var domainPath: String?
    var levels: Set<CloudEvent.Level>?
    var outcomes: Set<CloudEvent.Outcome>?
    /// The states that resources came into.
    var states: Set<String>?
    var job: String?
    /// Part of the type or of the description, without regard to case.
    var keyword: String?
    var from: Timestamp?
    var to: Timestamp?

    func matches(_ event: CloudEvent) -> Bool {
        pattern.matches(event.topic) && matchesBesidesPattern(event)
    }

    /// For those who looked the pattern up in an index.
    func matchesBesidesPattern(_ event: CloudEvent) -> Bool {
        categories.allows(event.category) && levels.allows(event.level)
            && types.allows(event.type.name) && resources.allows(event.resource?.id)
            && kinds.allows(event.resource?.kind) && accounts.allows(event.owner?.account)
            && outcomes.allows(event.outcome) && states.allows(event.newState)
            && ids.allows(event.id) && isBetweenTimes(event) && isInDomain(event)
            && (job.map { $0 == event.cause?.job } ?? true) && hasKeyword(event)
    }

    private func isBetweenTimes(_ event: CloudEvent) -> Bool {
        (from.map { event.time >= $0 } ?? true) && (to.map { event.time <= $0 } ?? true)
    }

    private func isInDomain(_ event: CloudEvent) -> Bool {
        domainPath.map { event.domainPath?.hasPrefix($0) ?? false } ?? true
    }

    private func hasKeyword(_ event: CloudEvent) -> Bool {
        guard let keyword else { return true }
        return [event.type.name, event.description ?? ""].contains {
            $0.lowercased().contains(keyword)
        }
    }

    /// Leaves to the ledger what it has an index for. The rest has to be asked of each event.
    func narrow(_ query: inout EventQuery) {
        query.ids = ids.map(Array.init)
        query.categories = categories.map(Array.init)
        query.types = types.map { $0.map { EventType($0) } }
        query.levels = levels.map(Array.init)
        query.resource = resources.single()
        query.account = accounts.single()
        query.job = job
        (query.from, query.to) = (from, to)
        if let domainPath { (query.domainPath, query.includesSubdomains) = (domainPath, true) }
        narrowByPattern(&query)
    }

    /// The category and the resource that every matching topic names, if the pattern says.
    private func narrowByPattern(_ query: inout EventQuery) {
        let words = pattern.segments.map(String.init)
        guard words.count > 1, words[0] != "#" else { return }
        if query.categories == nil, let category = EventCategory(rawValue: words[1]) {
            query.categories = [category]
        }
        guard query.resource == nil, words.count == 5, !words.contains("#"),
            EventID(words[4]) != nil
        else { return }
        query.resource = words[4]
    }
}

extension Optional {
    /// Whether a value is among those asked for; everything is when nothing was asked.
    fileprivate func allows<Value>(_ value: Value?) -> Bool where Wrapped == Set<Value> {
        guard let self else { return true }
        return value.map(self.contains) ?? false
    }

    fileprivate func single<Value>() -> Value? where Wrapped == Set<Value> {
        self?.count == 1 ? self?.first : nil
    }
}
