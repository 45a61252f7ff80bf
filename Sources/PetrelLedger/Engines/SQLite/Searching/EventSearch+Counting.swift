internal import PetrelBus
internal import PetrelCloud

extension EventSearch {
    /// How many events match. Partitions that take no more events were counted once for all, for the usual questions.
    func count(_ db: ReadConnection) throws -> Int {
        if filters.contains(where: \.matchesNothing) { return 0 }
        return try partitions(db).reduce(0) { sum, partition in
            if isKnownBeforehand(partition) { return try sum + knownCount(partition, db) }
            guard query.pattern == nil else { return try sum + readCount(partition, db) }
            return try sum + PartitionSearch(self, partition, db).count()
        }
    }

    private func isKnownBeforehand(_ partition: Partition) -> Bool {
        guard countTable != nil, let last = partition.last, let oldest = partition.oldest,
            let newest = partition.newest
        else { return false }
        return after < partition.first && before > last
            && query.keyword == nil && query.pattern == nil && query.outcomes == nil
            && query.from.map { $0 <= oldest } ?? true && query.to.map { $0 >= newest } ?? true
    }

    /// The table of counts that can tell; the smaller one where both can.
    private var countTable: String? {
        let columns = Set(filters.map(\.column) + (subtree == nil ? [] : ["domain_path"]))
        if columns.isSubset(of: ["category", "level", "type"]) { return "event_type_counts" }
        let byOwner: Set = ["category", "level", "account", "domain_path"]
        return columns.isSubset(of: byOwner) ? "event_counts" : nil
    }

    private func knownCount(_ partition: Partition, _ db: ReadConnection) throws -> Int {
        let hidden = Clause(query.visibilities)
        let clauses = filters.map(\.passive) + (subtree.map { [$0.passive] } ?? []) + [hidden]
        let condition = Clause.all(clauses)
        return try db.number(
            """
            SELECT coalesce(sum(count), 0) FROM \(countTable ?? "event_counts")
            WHERE partition = ? AND \(condition.sql)
            """, [.integer(partition.first)] + condition.arguments)
    }

    /// Patterns are judged event by event.
    private func readCount(_ partition: Partition, _ db: ReadConnection) throws -> Int {
        var part = try PartitionSearch(self, partition, db)
        var count = 0
        while !part.isDone {
            for event in try part.next(1_000) {
                if query.pattern?.matches(event.topic) ?? true { count += 1 }
            }
        }
        return count
    }
}
