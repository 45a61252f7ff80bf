internal import GRDB

extension SQLiteLedger {
    public func show(_ query: EventQuery, as visibility: EventVisibility) async throws -> Int {
        guard query.pattern == nil else {
            throw LedgerError.invalid("events cannot be archived or deleted by a topic pattern")
        }
        var search = try EventSearch(query.whole)
        search.includesDeleted = visibility == .listed
        let changed = try await work { [search] writer in
            try writer.show(search, as: visibility)
        }
        counts.forget()
        return changed
    }
}

extension LedgerWriter {
    /// Partitions that were counted are counted again.
    fileprivate func show(_ search: EventSearch, as visibility: EventVisibility) throws -> Int {
        let reading = try ReadConnection(db)
        return try search.partitions(reading).reduce(0) { sum, partition in
            let part = try PartitionSearch(search, partition, reading)
            let changed = try part.show(as: visibility, db)
            if changed > 0, partition.last != nil { try count(partition) }
            return sum + changed
        }
    }
}
