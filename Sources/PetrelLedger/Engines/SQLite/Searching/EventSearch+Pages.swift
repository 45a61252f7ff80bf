internal import PetrelBus
internal import PetrelCloud

extension EventSearch {
    /// The page, partition after partition, until it is full. What `tail` remembers need not be read.
    func page(
        _ db: ReadConnection, remembered tail: FeedTail? = nil
    ) throws -> Page<CloudEvent> {
        if filters.contains(where: \.matchesNothing) { return Page(elements: [], next: nil) }
        var found: [CloudEvent] = []
        for partition in try partitions(db) where found.count <= query.limit {
            try collect(partition, into: &found, remembered: tail, db)
        }
        guard found.count > query.limit else { return Page(elements: found, next: nil) }
        found.removeLast(found.count - query.limit)
        return Page(elements: found, next: found.last?.sequence.map(Self.key))
    }

    /// The partitions that can hold something, in the order of the list.
    func partitions(_ db: ReadConnection) throws -> [Partition] {
        let all = try Partition.all(db).filter { partition in
            partition.first < before && (partition.last ?? .max) > after
                && !isOutsideWindow(partition)
        }
        return query.ascending ? all : all.reversed()
    }

    private func isOutsideWindow(_ partition: Partition) -> Bool {
        if let from = query.from, let newest = partition.newest, newest < from { return true }
        if let to = query.to, let oldest = partition.oldest, oldest > to { return true }
        return false
    }

    /// Adds what the partition has, up to one more than the page holds, so that it is known whether there is more.
    private func collect(
        _ partition: Partition, into found: inout [CloudEvent], remembered tail: FeedTail?,
        _ db: ReadConnection
    ) throws {
        var part = try PartitionSearch(self, partition, db)
        while found.count <= query.limit, !part.isDone {
            // A pattern is judged here, so many rows may have to be read for a few.
            let wanted = query.limit + 1 - found.count
            let count = query.pattern == nil ? wanted : max(wanted, 1_000)
            for event in try part.next(count, remembered: tail) {
                if query.pattern?.matches(event.topic) ?? true { found.append(event) }
            }
        }
    }
}
