internal import PetrelLedger

/// Resources whose numbers, given in the order in which they were first metered, follow each other.
struct UsageStretch: Hashable, Sendable {
    /// The number before the first one.
    let after: Int64
    /// The last one.
    let through: Int64
}

extension UsageFilter {
    /// A question for the numbers of all resources that can match, and perhaps of some that do not.
    private var candidates: (sql: String, values: [LedgerValue]) {
        if let resource {
            return (
                "SELECT number AS resource FROM usage_resources WHERE id = ?", [.text(resource)]
            )
        }
        if let account {
            return ("SELECT resource FROM usage_owners WHERE account = ?", [.text(account)])
        }
        if let project {
            return project == "*"
                ? Self.owned("project <> ?", [.text("")])
                : Self.owned("project = ?", [.text(project)])
        }
        if let domainPath {
            return includesSubdomains
                ? Self.owned(
                    "path >= ? AND path < ?", [.text(domainPath), .text(domainPath + "\u{10FFFF}")])
                : Self.owned("path = ?", [.text(domainPath)])
        }
        return ("SELECT number AS resource FROM usage_resources", [])
    }

    private static func owned(
        _ condition: String, _ values: [LedgerValue]
    ) -> (sql: String, values: [LedgerValue]) {
        (
            """
            SELECT resource FROM usage_owners
            WHERE account IN (SELECT account FROM usage_terms WHERE \(condition))
            """, values
        )
    }

    private var isAboutAll: Bool { resource == nil && isAboutAllTerms }

    /// The condition on the resource of table `x`.
    func isWithin(_ stretch: UsageStretch) -> (sql: String, values: [LedgerValue]) {
        let bounds: [LedgerValue] = [.integer(stretch.after), .integer(stretch.through)]
        if isAboutAll { return ("x.resource > ? AND x.resource <= ?", bounds) }
        return (
            """
            x.resource IN (SELECT c.resource FROM (\(candidates.sql)) c
                WHERE c.resource > ? AND c.resource <= ?)
            """, candidates.values + bounds
        )
    }

    /// The next resources that can match, at most `count`; `nil` when there are no more.
    func stretch(
        after: Int64, through last: Int64, _ count: Int, _ reader: any LedgerReader
    ) throws -> UsageStretch? {
        let sql = """
            SELECT MAX(p.resource) FROM (
                SELECT c.resource FROM (\(candidates.sql)) c
                WHERE c.resource > ? AND c.resource <= ? ORDER BY c.resource LIMIT ?) p
            """
        let place: [LedgerValue] = [.integer(after), .integer(last), .integer(Int64(count))]
        let through = try reader.rows(sql, candidates.values + place).first?.first?.integer
        return through.map { UsageStretch(after: after, through: $0) }
    }
}
