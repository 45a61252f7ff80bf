internal import PetrelCloud

/// Which index to walk, and from where to where.
extension PartitionSearch {
    /// The filter with the fewest rows, as far as a short count of each can tell.
    static func driver(
        _ filters: [Filter], table: String, _ db: ReadConnection
    ) throws -> Filter? {
        var candidates = filters.filter {
            $0.index != nil && ($0.values.count <= EventSearch.mostValues || $0.column == "id")
        }
        // Whose or of what an event is narrows more than its category and level do, and the indexes by owner hold both.
        if candidates.contains(where: { narrow.contains($0.column) }) {
            candidates.removeAll { ["category", "level"].contains($0.column) }
        }
        guard candidates.count > 1 else { return candidates.first }
        if let ids = candidates.first(where: { $0.column == "id" }) { return ids }
        let sized = try candidates.map { ($0, try size($0, table: table, db)) }
        return sized.min { $0.1 < $1.1 }?.0
    }

    private static let narrow: Set = ["id", "resource", "job", "account", "domain_path"]

    private static func size(_ filter: Filter, table: String, _ db: ReadConnection) throws -> Int {
        guard let index = filter.index else { return .max }
        let sql = """
            SELECT count(*) FROM (SELECT 1 FROM \(table) INDEXED BY \(table)_\(index)
                WHERE \(filter.column) = ?\(filter.hint) LIMIT 1000)
            """
        return try filter.values.reduce(0) { sum, value in
            try sum + db.number(sql, [value])
        }
    }

    /// The sequences to look at: the search's own, and what a window of time leaves of them. Times may stand out of
    /// order, so the window only cuts off what is surely outside.
    static func window(
        _ search: EventSearch, _ partition: Partition, _ db: ReadConnection
    ) throws -> (after: Int64, before: Int64) {
        var (after, before) = (search.after, search.before)
        // Inside of a partition only: where all of it is on the right side of a bound, the bound needs no look.
        let from = search.query.from.flatMap { from in
            partition.oldest.map { $0 < from } ?? true ? from : nil
        }
        let to = search.query.to.flatMap { to in
            partition.newest.map { $0 > to } ?? true ? to : nil
        }
        // With both, only what lies between is walked; with one, all on its side of the partition.
        if from != nil {
            let first = try bound("min", from, to, partition.table, db)
            after = max(after, first.map { $0 - 1 } ?? .max)
        }
        if to != nil {
            let last = try bound("max", from, to, partition.table, db)
            before = min(before, last.map { $0 + 1 } ?? .min)
        }
        return (after, before)
    }

    private static func bound(
        _ function: String, _ from: Timestamp?, _ to: Timestamp?, _ table: String,
        _ db: ReadConnection
    ) throws -> Int64? {
        let conditions = [from == nil ? nil : "time >= ?", to == nil ? nil : "time <= ?"]
            .compactMap(\.self)
        let sql = """
            SELECT \(function)(sequence) FROM \(table) INDEXED BY \(table)_time
            WHERE \(conditions.joined(separator: " AND "))
            """
        let times = [from, to].compactMap { $0.map { LedgerValue.integer($0.nanoseconds) } }
        return try db.first(sql, times) { try $0.optionalInteger(0) } ?? nil
    }
}
