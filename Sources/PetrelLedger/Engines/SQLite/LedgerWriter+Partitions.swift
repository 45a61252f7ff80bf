internal import Foundation
internal import GRDB
internal import PetrelCloud

extension LedgerHead {
    /// Where the file ends.
    static func read(_ db: Database) throws -> LedgerHead {
        guard let partition = try Partition.all(db).last else { return LedgerHead() }
        let row = try Row.fetchOne(
            db,
            sql: "SELECT sequence, hash FROM \(partition.table) ORDER BY sequence DESC LIMIT 1")
        if let row {
            return LedgerHead(
                sequence: try row.integer(0), hash: Array(try row.blob(1)), partition: partition)
        }
        let previous = try Data.fetchOne(
            db, sql: "SELECT previous_hash FROM partitions WHERE first = ?",
            arguments: [partition.first])
        return LedgerHead(
            sequence: partition.first - 1, hash: previous.map { Array($0) }, partition: partition)
    }
}

extension Partition {
    /// All of them, oldest first.
    static func all(_ db: Database) throws -> [Partition] { try all(ReadConnection(db)) }

    static func all(_ db: ReadConnection) throws -> [Partition] {
        let sql = "SELECT first, opened, last, oldest, newest FROM partitions ORDER BY first"
        return try db.rows(sql) { row in
            Partition(
                first: try row.integer(0), opened: try row.time(1),
                last: try row.optionalInteger(2), oldest: try row.optionalTime(3),
                newest: try row.optionalTime(4))
        }
    }
}

extension LedgerWriter {
    /// Begins a partition when there is none, or the present one is full or old.
    func beginPartitionIfNeeded(now: Timestamp) throws {
        if let partition = head.partition {
            let count = head.sequence - partition.first + 1
            let isOld = partition.opened.advanced(by: options.partitionAge) <= now
            guard count >= options.eventsPerPartition || isOld && count > 0 else { return }
            try close(partition)
        }
        let partition = Partition(first: head.sequence + 1, opened: now)
        try db.execute(sql: Schema.eventTable(partition.table))
        try db.execute(
            sql: "INSERT INTO partitions (first, opened, previous_hash) VALUES (?, ?, ?)",
            arguments: [partition.first, now.nanoseconds, head.hash.map { Data($0) }])
        head.partition = partition
    }

    /// Nothing is added any more, so its events can be counted once for all.
    private func close(_ partition: Partition) throws {
        try count(partition)
        try db.execute(
            sql: """
                UPDATE partitions SET last = ?,
                    oldest = (SELECT min(time) FROM \(partition.table)),
                    newest = (SELECT max(time) FROM \(partition.table))
                WHERE first = ?
                """, arguments: [head.sequence, partition.first])
    }

    /// Notes how many events of each sort a partition holds: by whose they are, and by what they tell.
    func count(_ partition: Partition) throws {
        try forgetCounts(of: partition)
        try count(partition, by: "category, level, hidden, account, domain_path", "event_counts")
        try count(partition, by: "category, level, hidden, type", "event_type_counts")
    }

    private func count(_ partition: Partition, by columns: String, _ table: String) throws {
        try db.execute(
            sql: """
                INSERT INTO \(table) (partition, \(columns), count)
                SELECT \(partition.first), \(columns), count(*)
                FROM \(partition.table) GROUP BY \(columns)
                """)
    }

    private func forgetCounts(of partition: Partition) throws {
        for table in ["event_counts", "event_type_counts"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE partition = ?", arguments: [partition.first])
        }
    }

    /// Drops closed partitions whose events are all older, up to the first that is not: history has no holes.
    ///
    /// Says how many events went and which is the first one left; `nil` when none went.
    func dropPartitions(before time: Timestamp) throws -> (count: Int, first: Int64?) {
        var count = 0
        var first: Int64?
        for partition in try Partition.all(db) {
            guard let last = partition.last, let newest = partition.newest, newest < time else {
                break
            }
            try db.execute(sql: "DROP TABLE \(partition.table)")
            try forgetCounts(of: partition)
            try db.execute(
                sql: "DELETE FROM partitions WHERE first = ?", arguments: [partition.first])
            count += Int(last - partition.first + 1)
            first = last + 1
        }
        return (count, first)
    }
}
