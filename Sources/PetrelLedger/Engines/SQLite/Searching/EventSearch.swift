internal import PetrelBus
internal import PetrelCloud

/// A query of events, taken apart into what indexes serve and what each row is asked.
struct EventSearch: Sendable {
    static let longestPage = 10_000
    /// Lists of more values than this are asked of each row instead of being looked up one by one.
    static let mostValues = 64

    let query: EventQuery
    /// Sequences between these, both left out.
    var after: Int64
    var before: Int64
    /// Equalities, each with an index.
    let filters: [Filter]
    /// What only each row can tell.
    let conditions: [Clause]
    let subtree: DomainSubtree?
    /// Whether what was deleted from lists is shown too; readers of the feed miss nothing.
    var includesDeleted = false

    init(_ query: EventQuery) throws(LedgerError) {
        guard query.limit > 0, query.limit <= Self.longestPage else {
            throw .invalid("a page has 1 to \(Self.longestPage) events, not \(query.limit)")
        }
        self.query = query
        let place = try query.after.map { key throws(LedgerError) in try Self.place(key) }
        after = max(query.afterSequence ?? 0, query.ascending ? place ?? 0 : 0)
        before = query.ascending ? .max : place ?? .max
        filters = Self.filters(query)
        conditions = Self.conditions(query)
        subtree =
            query.includesSubdomains ? query.domainPath.map { DomainSubtree($0) } : nil
    }

    static func key(_ sequence: Int64) -> PageKey { PageKey(text: "e\(sequence)") }

    private static func place(_ key: PageKey) throws(LedgerError) -> Int64 {
        guard key.text.first == "e", let sequence = Int64(key.text.dropFirst()) else {
            throw .invalid("\"\(key.text)\" is not where a page of events ended")
        }
        return sequence
    }

    private static func filters(_ query: EventQuery) -> [Filter] {
        var filters: [Filter] = []
        if let ids = query.ids {
            filters.append(Filter("id", in: ids.map { .blob($0.bytes) }, index: "id"))
        }
        if let resource = query.resource ?? query.pattern?.resource {
            filters.append(Filter("resource", in: [.text(resource)], index: "resource"))
        }
        if let job = query.job { filters.append(Filter("job", in: [.text(job)], index: "job")) }
        if let account = query.account {
            filters.append(Filter("account", in: [.text(account)], index: "account"))
        }
        if let path = query.domainPath, !query.includesSubdomains {
            filters.append(Filter("domain_path", in: [.text(path)], index: "domain"))
        }
        if let types = query.types {
            filters.append(Filter("type", in: types.map { .text($0.name) }, index: "type"))
        }
        if let categories = query.categories ?? query.pattern?.category.map({ [$0] }) {
            filters.append(
                Filter("category", in: categories.map { .integer($0.number) }, index: "category"))
        }
        if let levels = query.levels {
            let isRare = !levels.contains(.info)
            var filter = Filter(
                "level", in: levels.map { .integer($0.number) }, index: isRare ? "level" : nil)
            if isRare { filter.hint = " AND level > 1" }
            filters.append(filter)
        }
        return filters
    }

    private static func conditions(_ query: EventQuery) -> [Clause] {
        var conditions: [Clause] = []
        if let from = query.from {
            conditions.append(Clause("+time >= ?", [.integer(from.nanoseconds)]))
        }
        if let to = query.to {
            conditions.append(Clause("+time <= ?", [.integer(to.nanoseconds)]))
        }
        if let outcomes = query.outcomes {
            let words = outcomes.map { LedgerValue.text($0.rawValue) }
            conditions.append(
                Clause(
                    "CAST(content AS TEXT) ->> '$.outcome' IN (\(Clause.marks(words.count)))",
                    words))
        }
        if let keyword = query.keyword {
            let inType = Clause.contains("type", keyword)
            let inText = Clause.contains("CAST(content AS TEXT) ->> '$.description'", keyword)
            conditions.append(
                Clause(
                    "(\(inType.sql) OR \(inText.sql))", inType.arguments + inText.arguments))
        }
        return conditions
    }
}

extension TopicPattern {
    /// The category that every matching topic has, if the pattern says.
    fileprivate var category: EventCategory? {
        let words = Array(segments)
        guard words.count > 1, words[0] != "#" else { return nil }
        return EventCategory(rawValue: String(words[1]))
    }

    /// The resource that every matching topic is about, if the pattern says.
    fileprivate var resource: String? {
        let words = Array(segments)
        // Only a UUID is sure to stand in topics as it is.
        guard words.count == 5, !words.contains("#"), EventID(String(words[4])) != nil else {
            return nil
        }
        return String(words[4])
    }
}
