internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// What a window has of one slot of a resource under one terms.
struct UsageSum {
    let resource: ResourceReference
    let slot: UsageSlot
    let terms: UsageTerms
    let isCorrection: Bool
    let nanoseconds: Int64
    let lastStart: Timestamp
}

extension UsageReader {
    /// How many resources are added up at a time.
    private static let stride: Int64 = 5_000

    /// Has the database add up one window, resource by resource: for a month of many machines the intervals themselves
    /// need not be read. Gives what ``eachInterval(from:to:_:_:)`` would come to.
    func eachSum(
        in window: UsageWindow, _ filter: UsageFilter, now: Timestamp, _ body: (UsageSum) -> Void
    ) throws {
        let conditions = filter.conditions
        let sql = """
            SELECT x.meter, x.subject, t.content, r.kind, r.id,
                CASE WHEN x.weight < 0 OR x.closed = x.opened THEN 1 ELSE 0 END AS correction,
                SUM(x.weight * (
                    CASE WHEN COALESCE(x.ended, ?) < ? THEN COALESCE(x.ended, ?) ELSE ? END
                    - CASE WHEN x.began > ? THEN x.began ELSE ? END)) AS length,
                MAX(x.began)
            FROM usage_intervals x JOIN usage_terms t ON t.number = x.terms
            JOIN usage_resources r ON r.number = x.resource
            WHERE x.resource > ? AND x.resource <= ?
            AND x.began < ? AND COALESCE(x.ended, ?) > ? AND x.began < COALESCE(x.ended, ?)
            \(conditions.map { " AND \($0.sql)" }.joined())
            GROUP BY x.resource, x.meter, x.subject, correction, x.terms, t.content, r.kind, r.id
            """
        let (from, to) = (window.start.nanoseconds, window.end.nanoseconds)
        let now = now.nanoseconds
        let highest = try reader.rows("SELECT MAX(number) FROM usage_resources", [])
        var after: Int64 = 0
        while after < highest.first?.first?.integer ?? 0 {
            let last = after + Self.stride
            let place = [now, to, now, to, from, from, after, last, to, now, from, now]
            let rows = try reader.rows(
                sql, place.map(LedgerValue.integer) + conditions.map(\.value))
            for row in rows { body(try sum(row)) }
            after = last
        }
    }

    private func sum(_ row: [LedgerValue]) throws -> UsageSum {
        guard let meter = row[0].text, let terms = row[2].text, let kind = row[3].text,
            let id = row[4].text, let length = row[6].integer, let start = row[7].integer
        else { throw UsageRowError(table: "usage_intervals") }
        return UsageSum(
            resource: ResourceReference(kind: kind, id: id),
            slot: UsageSlot(meter: Meter(meter), subject: row[1].text ?? ""),
            terms: try UsageTerms(text: terms), isCorrection: row[5].integer == 1,
            nanoseconds: length, lastStart: Timestamp(nanoseconds: start))
    }
}
