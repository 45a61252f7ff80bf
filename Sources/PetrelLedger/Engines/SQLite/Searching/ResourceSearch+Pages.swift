internal import PetrelCloud

extension ResourceSearch {
    func page(_ db: ReadConnection) throws -> Page<Resource> {
        if filters.contains(where: \.matchesNothing) { return Page(elements: [], next: nil) }
        let lookup = try lookup(db)
        let sql = select(lookup)
        var found: [Resource] = []
        for value in lookup.values {
            found += try db.rows(sql, arguments(lookup, value)) { try ResourceRow($0).resource }
        }
        if lookup.values.count > 1 { found.sort(by: precedes) }
        guard found.count > query.limit else { return Page(elements: found, next: nil) }
        found.removeLast(found.count - query.limit)
        return Page(elements: found, next: found.last.map(Self.key))
    }

    func count(_ db: ReadConnection) throws -> Int {
        if filters.contains(where: \.matchesNothing) { return 0 }
        let lookup = try lookup(db)
        let sql = "SELECT count(*) FROM \(lookup.source) WHERE \(lookup.condition.sql)"
        return try lookup.values.reduce(0) { sum, value in
            let arguments = (value.map { [$0] } ?? []) + lookup.condition.arguments
            return try sum + db.number(sql, arguments)
        }
    }

    private func precedes(_ left: Resource, _ right: Resource) -> Bool {
        let isBefore = (left.created.nanoseconds, left.id) < (right.created.nanoseconds, right.id)
        return isBefore == query.ascending
    }

    private func select(_ lookup: Lookup) -> String {
        let order = query.ascending ? "ASC" : "DESC"
        let comparison = query.ascending ? ">" : "<"
        let place = place == nil ? "" : " AND (created, id) \(comparison) (?, ?)"
        return """
            SELECT \(ResourceRow.columns) FROM \(lookup.source)
            WHERE \(lookup.condition.sql)\(place)
            ORDER BY created \(order), id \(order) LIMIT ?
            """
    }

    private func arguments(_ lookup: Lookup, _ value: LedgerValue?) -> [LedgerValue] {
        let own = value.map { [$0] } ?? []
        let place: [LedgerValue] =
            place.map { [.integer($0.created), .text($0.id)] } ?? []
        return own + lookup.condition.arguments + place + [.integer(Int64(query.limit + 1))]
    }

    /// Walks through one index, one after the other for each of some values; they are disjoint.
    private struct Lookup {
        var source: String
        /// The value comes first in it, where there is one.
        var condition: Clause
        var values: [LedgerValue?] = [nil]
    }

    private func lookup(_ db: ReadConnection) throws -> Lookup {
        var (filters, conditions) = (filters, conditions)
        let kind = Clause("kind = ?", [.text(query.kind)])
        if let subtree {
            let scope = Clause.all([kind, Clause("removed IS NULL")])
            let paths = try subtree.paths(
                in: "resources", scope: scope, limit: Self.mostValues, db)
            if let paths, !query.includesRemoved {
                filters.append(
                    Filter("domain_path", in: paths.map { .text($0) }, index: "domain"))
            } else {
                conditions.append(subtree.passive)
            }
        }
        let others = { (driver: Filter) in
            filters.filter { $0.column != driver.column }.map(\.passive) + conditions
        }
        if let ids = filters.first(where: { $0.column == "id" }) {
            return lookup(by: ids, [kind] + others(ids), index: "")
        }
        let driver = filters.first { $0.index != nil && $0.values.count <= Self.mostValues }
        // The narrow indexes know nothing of removed resources.
        guard let driver, let index = driver.index, !query.includesRemoved else {
            let index = query.includesRemoved ? "resources_all" : "resources_created"
            let rest = [kind] + filters.map(\.passive) + conditions
            return Lookup(source: "resources INDEXED BY \(index)", condition: .all(rest))
        }
        return lookup(
            by: driver, [kind] + others(driver), index: " INDEXED BY resources_\(index)")
    }

    private func lookup(by driver: Filter, _ rest: [Clause], index: String) -> Lookup {
        Lookup(
            source: "resources\(index)",
            condition: .all([Clause("\(driver.column) = ?")] + rest), values: driver.values)
    }
}
