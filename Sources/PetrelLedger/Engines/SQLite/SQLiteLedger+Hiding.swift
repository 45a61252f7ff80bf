internal import GRDB

extension SQLiteLedger {
    public func show(_ query: EventQuery, as visibility: EventVisibility) async throws -> Int {
        guard query.pattern == nil else {
            throw LedgerError.invalid("events cannot be archived or deleted by a topic pattern")
        }
        var search = try EventSearch(query.whole)
        search.includesDeleted = visibility == .listed
        return try await work { [search] writer in try writer.show(search, as: visibility) }
    }
}

extension LedgerWriter {
    /// Partitions that were counted are counted again.
    fileprivate func show(_ search: EventSearch, as visibility: EventVisibility) throws -> Int {
        try search.partitions(db).reduce(0) { sum, partition in
            let part = try PartitionSearch(search, partition, db)
            let changed = try part.show(as: visibility)
            if changed > 0, partition.last != nil { try count(partition) }
            return sum + changed
        }
    }
}
