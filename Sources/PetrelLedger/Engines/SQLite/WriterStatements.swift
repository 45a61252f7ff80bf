internal import GRDB

/// The statements of most commits, found without a look at their text.
///
/// Not for several threads; must be gone before the connection is closed.
final class WriterStatements {
    let find: PreparedStatement
    let savepoint: PreparedStatement
    let release: PreparedStatement
    /// Sets version, time and state of a resource.
    let move: PreparedStatement
    /// Sets version and time of a resource.
    let count: PreparedStatement
    private var insertion: (partition: Int64, statement: PreparedStatement)?

    init(_ db: Database) throws {
        find = try PreparedStatement(ResourceRow.search, db)
        savepoint = try PreparedStatement("SAVEPOINT one", db)
        release = try PreparedStatement("RELEASE one", db)
        move = try PreparedStatement(
            "UPDATE resources SET version = ?, changed = ?, state = ? WHERE number = ?", db)
        count = try PreparedStatement(
            "UPDATE resources SET version = ?, changed = ? WHERE number = ?", db)
    }

    /// Adds an event to a partition.
    func insertion(into partition: Partition, _ db: Database) throws -> PreparedStatement {
        if let insertion, insertion.partition == partition.first { return insertion.statement }
        let statement = try PreparedStatement(EventRow.insertion(into: partition.table), db)
        insertion = (partition.first, statement)
        return statement
    }
}
