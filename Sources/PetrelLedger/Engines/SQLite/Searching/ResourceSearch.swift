internal import PetrelCloud

/// A query of resources, taken apart into what indexes serve and what each row is asked.
struct ResourceSearch: Sendable {
    static let longestPage = 10_000
    static let mostValues = 64

    let query: ResourceQuery
    /// Where the last page ended.
    let place: (created: Int64, id: String)?
    /// Equalities; the first that has an index is looked up in it.
    let filters: [Filter]
    let conditions: [Clause]
    let subtree: DomainSubtree?

    init(_ query: ResourceQuery) throws(LedgerError) {
        guard query.limit > 0, query.limit <= Self.longestPage else {
            throw .invalid("a page has 1 to \(Self.longestPage) resources, not \(query.limit)")
        }
        self.query = query
        place = try query.after.map { key throws(LedgerError) in try Self.place(key) }
        filters = Self.filters(query)
        conditions = Self.conditions(query)
        subtree = query.includesSubdomains ? query.domainPath.map { DomainSubtree($0) } : nil
    }

    static func key(_ resource: Resource) -> PageKey {
        PageKey(text: "r\(resource.created.nanoseconds)/\(resource.id)")
    }

    private static func place(_ key: PageKey) throws(LedgerError) -> (Int64, String) {
        let parts = key.text.dropFirst().split(separator: "/", maxSplits: 1)
        guard key.text.first == "r", parts.count == 2, let created = Int64(parts[0]) else {
            throw .invalid("\"\(key.text)\" is not where a page of resources ended")
        }
        return (created, String(parts[1]))
    }

    /// In the order of how few rows each usually leaves.
    private static func filters(_ query: ResourceQuery) -> [Filter] {
        var filters: [Filter] = []
        func add(_ column: String, _ value: String?, _ index: String) {
            guard let value else { return }
            filters.append(Filter(column, in: [.text(value)], index: index))
        }
        if let ids = query.ids { filters.append(Filter("id", in: ids.map { .text($0) })) }
        add("name", query.name, "name")
        add("parent", query.parent, "parent")
        if let parents = query.parents {
            filters.append(Filter("parent", in: parents.map { .text($0) }, index: "parent"))
        }
        add("account", query.account, "account")
        if !query.includesSubdomains { add("domain_path", query.domainPath, "domain") }
        if let states = query.states {
            filters.append(Filter("state", in: states.map { .text($0) }, index: "state"))
        }
        add("zone", query.zone, "zone")
        return filters
    }

    private static func conditions(_ query: ResourceQuery) -> [Clause] {
        var conditions = query.attributes.sorted { $0.key < $1.key }.map(attribute)
        if let keyword = query.keyword {
            let parts = ["name", "attributes ->> '$.displayname'"].map {
                Clause.contains($0, keyword)
            }
            conditions.append(
                Clause(
                    "(\(parts.map(\.sql).joined(separator: " OR ")))",
                    parts.flatMap(\.arguments)))
        }
        if !query.includesRemoved { conditions.append(Clause("removed IS NULL")) }
        return conditions
    }

    /// Compares JSON texts, which tells `1`, `"1"` and `true` apart. Both were written by one writer, so equal values
    /// have equal texts.
    private static func attribute(_ name: String, _ value: JSONValue) -> Clause {
        let path = "$." + JSONValue.string(name).description
        if value == .null {
            return Clause("coalesce(attributes -> ?, 'null') = 'null'", [.text(path)])
        }
        return Clause(
            "attributes -> ? = ?", [.text(path), .text(value.description)])
    }
}
