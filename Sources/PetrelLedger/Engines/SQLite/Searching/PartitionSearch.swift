internal import GRDB
internal import PetrelCloud

/// A search in one partition. It walks one index in the order of sequences, the one that promises the fewest rows,
/// and asks everything else of each row.
struct PartitionSearch {
    private let search: EventSearch
    private let partition: Partition
    private let db: ReadConnection
    /// The index to walk and the values to walk it for; without one, the table itself is walked.
    private let driver: Filter?
    private let conditions: Clause
    /// Sequences between these are still to be read.
    private var after: Int64
    private var before: Int64
    private(set) var isDone = false

    init(_ search: EventSearch, _ partition: Partition, _ db: ReadConnection) throws {
        self.search = search
        self.partition = partition
        self.db = db
        let table = partition.table
        (after, before) = try Self.window(search, partition, db)
        var filters = search.filters
        var conditions = search.conditions
        if let subtree = search.subtree {
            let paths = try subtree.paths(
                in: table, scope: Clause("1"), limit: EventSearch.mostValues, db)
            if let paths {
                filters.append(
                    Filter("domain_path", in: paths.map { .text($0) }, index: "domain"))
            } else {
                conditions.append(subtree.passive)
            }
        }
        let driver = try Self.driver(filters, table: table, db)
        conditions += filters.filter { $0.column != driver?.column }.map(\.passive)
        if !search.includesDeleted {
            conditions.append(Clause("+" + search.query.visibilities))
        }
        self.driver = driver
        self.conditions = .all(conditions)
        isDone = after >= before
    }

    /// The next events, in the order of the list, at most `count`.
    mutating func next(_ count: Int, remembered tail: FeedTail? = nil) throws -> [CloudEvent] {
        if let tail, reaches(tail) { return try next(count, in: tail) }
        // Read first and understood afterwards: the time of a quick question is SQLite's.
        let rows = try page(count, "sequence, content") {
            (sequence: try $0.integer(0), event: try $0.blob(1))
        }
        return try rows.map { try EventRow.event($0.event) }
    }

    /// The same where most of them are in memory: only sequences are looked for, mostly in an index alone.
    private mutating func next(_ count: Int, in tail: FeedTail) throws -> [CloudEvent] {
        let found = try page(count, "sequence") { (sequence: try $0.integer(0), event: ()) }
        let sequences = found.map(\.sequence)
        return try zip(sequences, tail.remembered(sequences)).map { sequence, event in
            try event ?? stored(sequence)
        }
    }

    private func stored(_ sequence: Int64) throws -> CloudEvent {
        let sql = "SELECT content FROM \(partition.table) WHERE sequence = ?"
        guard let content = try db.first(sql, [.integer(sequence)], { try $0.blob(0) }) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "event \(sequence) is lost")
        }
        return try EventRow.event(content)
    }

    /// Whether the next events can be among those in memory.
    private func reaches(_ tail: FeedTail) -> Bool {
        let oldest = tail.oldestRemembered
        return search.query.ascending ? after + 1 >= oldest : before > oldest
    }

    private mutating func page<Value>(
        _ count: Int, _ columns: String,
        _ read: (PreparedStatement) throws -> (sequence: Int64, event: Value)
    ) throws -> [(sequence: Int64, event: Value)] {
        let sql = select(columns)
        var rows: [(sequence: Int64, event: Value)] = []
        for value in values {
            rows += try db.rows(sql, arguments(value) + [.integer(Int64(count))], read)
        }
        // Several values come one after the other, each with a full page of its own.
        if driver.map({ $0.values.count > 1 }) ?? false {
            rows.sort { search.query.ascending == ($0.sequence < $1.sequence) }
        }
        isDone = rows.count < count
        rows.removeLast(max(0, rows.count - count))
        if let last = rows.last?.sequence {
            if search.query.ascending { after = last } else { before = last }
        }
        return rows
    }

    /// How many events there are.
    func count() throws -> Int {
        guard !isDone else { return 0 }
        // Without an index to walk, any one that holds the columns is shorter than the table; bounds on the sequence
        // would lead the planner to the table, which is right only where they leave a part of it.
        let restriction =
            driver == nil && isWhole
            ? "+sequence > ? AND +sequence < ? AND \(conditions.sql)" : restriction
        let sql = "SELECT count(*) FROM \(source) WHERE \(restriction)"
        return try values.reduce(0) { sum, value in try sum + db.number(sql, arguments(value)) }
    }

    /// Whether no bound leaves anything of the partition out.
    private var isWhole: Bool {
        after < partition.first && before > partition.last ?? (.max - 1)
    }

    /// Changes what lists show of them, on the writer; says of how many.
    func show(as visibility: EventVisibility, _ writer: Database) throws -> Int {
        guard !isDone else { return 0 }
        let number = visibility.rawValue
        let statement = try PreparedStatement(
            """
            UPDATE \(partition.table) SET hidden = \(number) WHERE hidden <> \(number)
                AND sequence IN (SELECT sequence FROM \(source) WHERE \(restriction))
            """, writer)
        return try values.reduce(0) { sum, value in
            try statement.run(arguments(value))
            return sum + writer.changesCount
        }
    }

    /// The values to walk for, one after the other; one walk without a value when the table itself is walked.
    private var values: [LedgerValue?] { driver?.values ?? [nil] }

    private var source: String {
        let table = partition.table
        guard let driver, let index = driver.index else { return table }
        return "\(table) INDEXED BY \(table)_\(index)"
    }

    private var restriction: String {
        let own = driver.map { "\($0.column) = ?\($0.hint) AND " } ?? ""
        return "\(own)sequence > ? AND sequence < ? AND \(conditions.sql)"
    }

    private func select(_ columns: String) -> String {
        let order = search.query.ascending ? "ASC" : "DESC"
        return """
            SELECT \(columns) FROM \(source) WHERE \(restriction)
            ORDER BY sequence \(order) LIMIT ?
            """
    }

    private func arguments(_ value: LedgerValue?) -> [LedgerValue] {
        let own = value.map { [$0] } ?? []
        return own + [.integer(after), .integer(before)] + conditions.arguments
    }
}
