internal import Foundation
internal import GRDB
internal import PetrelCloud

/// A search in one partition. It walks one index in the order of sequences, the one that promises the fewest rows,
/// and asks everything else of each row.
struct PartitionSearch {
    private let search: EventSearch
    private let table: String
    private let db: Database
    /// The index to walk and the values to walk it for; without one, the table itself is walked.
    private let driver: Filter?
    private let conditions: Clause
    /// Sequences between these are still to be read.
    private var after: Int64
    private var before: Int64
    private(set) var isDone = false

    init(_ search: EventSearch, _ partition: Partition, _ db: Database) throws {
        self.search = search
        self.db = db
        table = partition.table
        (after, before) = try Self.window(search, partition, db)
        var filters = search.filters
        var conditions = search.conditions
        if let subtree = search.subtree {
            let paths = try subtree.paths(
                in: table, scope: Clause("1"), limit: EventSearch.mostValues, db)
            if let paths {
                filters.append(Filter("domain_path", in: paths, index: "domain"))
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

    /// The contents of the next events, in the order of the list, at most `count`.
    mutating func next(_ count: Int) throws -> [Data] {
        var rows: [(sequence: Int64, content: Data)] = []
        let statement = try db.makeStatement(sql: select(count))
        for value in values {
            rows += try Row.fetchAll(statement, arguments: arguments(value))
                .map { (try $0.integer(0), try $0.blob(1)) }
        }
        // Several values come one after the other, each with a full page of its own.
        if driver.map({ $0.values.count > 1 }) ?? false {
            rows.sort { search.query.ascending == ($0.sequence < $1.sequence) }
        }
        let page = rows.prefix(count)
        isDone = rows.count < count
        if let last = page.last?.sequence {
            if search.query.ascending { after = last } else { before = last }
        }
        return page.map(\.content)
    }

    /// How many events there are.
    func count() throws -> Int {
        guard !isDone else { return 0 }
        // Without an index to walk, any one that holds the columns is shorter than the table; bounds on the sequence
        // would lead the planner to the table.
        let restriction =
            driver == nil
            ? "+sequence > ? AND +sequence < ? AND \(conditions.sql)" : restriction
        let sql = "SELECT count(*) FROM \(source) WHERE \(restriction)"
        let statement = try db.makeStatement(sql: sql)
        return try values.reduce(0) { sum, value in
            try sum + (Int.fetchOne(statement, arguments: arguments(value)) ?? 0)
        }
    }

    /// Changes what lists show of them; says of how many.
    func show(as visibility: EventVisibility) throws -> Int {
        guard !isDone else { return 0 }
        let number = visibility.rawValue
        let statement = try db.makeStatement(
            sql: """
                UPDATE \(table) SET hidden = \(number) WHERE hidden <> \(number)
                    AND sequence IN (SELECT sequence FROM \(source) WHERE \(restriction))
                """)
        return try values.reduce(0) { sum, value in
            try statement.execute(arguments: arguments(value))
            return sum + db.changesCount
        }
    }

    /// The values to walk for, one after the other; one walk without a value when the table itself is walked.
    private var values: [DatabaseValue?] { driver?.values ?? [nil] }

    private var source: String {
        guard let driver, let index = driver.index else { return table }
        return "\(table) INDEXED BY \(table)_\(index)"
    }

    private var restriction: String {
        let own = driver.map { "\($0.column) = ?\($0.hint) AND " } ?? ""
        return "\(own)sequence > ? AND sequence < ? AND \(conditions.sql)"
    }

    private func select(_ count: Int) -> String {
        let order = search.query.ascending ? "ASC" : "DESC"
        return """
            SELECT sequence, content FROM \(source) WHERE \(restriction)
            ORDER BY sequence \(order) LIMIT \(count)
            """
    }

    private func arguments(_ value: DatabaseValue?) -> StatementArguments {
        let own = value.map { [$0] } ?? []
        let bounds = [after.databaseValue, before.databaseValue]
        return StatementArguments(own + bounds + conditions.arguments)
    }
}
