internal import GRDB

/// The paths beneath a domain's, as an interval of texts: what begins with `/acme/` lies before `/acme0`.
struct DomainSubtree: Sendable {
    let lowest: String
    let beyond: String

    init(_ path: String) {
        lowest = path.hasSuffix("/") ? path : path + "/"
        beyond = lowest.dropLast() + "0"
    }

    /// The condition where no index serves it.
    var passive: Clause {
        Clause(
            "+domain_path >= ? AND +domain_path < ?",
            [lowest.databaseValue, beyond.databaseValue])
    }

    /// The paths that really occur, found by hopping through an index; `nil` when there are more than `limit`.
    func paths(
        in table: String, scope: Clause, limit: Int, _ db: Database
    ) throws -> [String]? {
        let sql = """
            WITH RECURSIVE paths(path) AS (
                SELECT (SELECT min(domain_path) FROM \(table)
                    WHERE \(scope.sql) AND domain_path >= ? AND domain_path < ?)
                UNION ALL
                SELECT (SELECT min(domain_path) FROM \(table)
                    WHERE \(scope.sql) AND domain_path > path AND domain_path < ?)
                FROM paths WHERE path IS NOT NULL
            )
            SELECT path FROM paths WHERE path IS NOT NULL LIMIT \(limit + 1)
            """
        let bounds = [lowest.databaseValue, beyond.databaseValue]
        let arguments = scope.arguments + bounds + scope.arguments + [beyond.databaseValue]
        let paths = try String.fetchAll(db, sql: sql, arguments: StatementArguments(arguments))
        return paths.count > limit ? nil : paths
    }
}
