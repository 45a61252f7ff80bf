/// The paths beneath a domain's, as an interval of texts: what begins with `/acme/` lies before `/acme0`.
struct DomainSubtree: Sendable, Hashable {
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
            [.text(lowest), .text(beyond)])
    }

    /// The paths that really occur, found by hopping through an index; `nil` when there are more than `limit`.
    func paths(
        in table: String, scope: Clause, limit: Int, _ db: ReadConnection
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
        let bounds: [LedgerValue] = [.text(lowest), .text(beyond)]
        let arguments = scope.arguments + bounds + scope.arguments + [.text(beyond)]
        let paths = try db.rows(sql, arguments) { try $0.text(0) }
        return paths.count > limit ? nil : paths
    }
}
