internal import Foundation
internal import GRDB
internal import PetrelBus
internal import PetrelCloud

extension EventSearch {
    /// The page, partition after partition, until it is full.
    func page(_ db: Database) throws -> Page<CloudEvent> {
        var found: [CloudEvent] = []
        for partition in try partitions(db) where found.count <= query.limit {
            try collect(partition, into: &found, db)
        }
        guard found.count > query.limit else { return Page(elements: found, next: nil) }
        found.removeLast(found.count - query.limit)
        return Page(elements: found, next: found.last?.sequence.map(Self.key))
    }

    /// The partitions that can hold something, in the order of the list.
    func partitions(_ db: Database) throws -> [Partition] {
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
        _ partition: Partition, into found: inout [CloudEvent], _ db: Database
    ) throws {
        var part = try PartitionSearch(self, partition, db)
        while found.count <= query.limit, !part.isDone {
            // A pattern is judged here, so many rows may have to be read for a few.
            let wanted = query.limit + 1 - found.count
            let count = query.pattern == nil ? wanted : max(wanted, 1_000)
            for content in try part.next(count) {
                let event = try EventRow.event(content)
                if query.pattern?.matches(event.topic) ?? true { found.append(event) }
            }
        }
    }
}
