internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// Reads usage back from the tables.
struct UsageReader {
    let reader: any LedgerReader
    private static let page = 5_000

    /// The records of the windows, all read at one instant of the ledger.
    func records(
        _ windows: [UsageWindow], _ filter: UsageFilter, now: Timestamp
    ) throws -> [UsageRecord] {
        guard let first = windows.first?.start, let last = windows.last?.end else { return [] }
        var maker = RecordMaker(windows, now: now)
        if let only = windows.first, windows.count == 1 {
            try eachSum(in: only, filter, now: now) { maker.add($0) }
        } else {
            try eachInterval(from: first, to: last, filter) { maker.add($0) }
        }
        try eachSample(from: first, to: last, filter) { maker.add($0) }
        return maker.finished()
    }

    /// Gives every interval that touches the period, in the order of its key, a page at a time.
    func eachInterval(
        from: Timestamp, to: Timestamp, _ filter: UsageFilter,
        _ body: (UsageInterval) throws -> Void
    ) throws {
        let conditions = filter.conditions
        let sql = """
            SELECT x.resource, x.meter, x.subject, x.began, x.weight, x.ended, x.opened, x.closed,
                x.terms, t.content, r.kind, r.id
            FROM usage_intervals x JOIN usage_terms t ON t.number = x.terms
            JOIN usage_resources r ON r.number = x.resource
            WHERE x.began < ? AND (x.ended IS NULL OR x.ended > ?)
            \(conditions.map { " AND \($0.sql)" }.joined())
            AND (x.resource, x.meter, x.subject, x.began, x.weight) > (?, ?, ?, ?, ?)
            ORDER BY x.resource, x.meter, x.subject, x.began, x.weight LIMIT \(Self.page)
            """
        let place: [LedgerValue] = [.integer(to.nanoseconds), .integer(from.nanoseconds)]
        var after: [LedgerValue] = [
            .integer(-1), .text(""), .text(""), .integer(.min), .integer(-2),
        ]
        var terms = TermsReading()
        while true {
            let rows = try reader.rows(sql, place + conditions.map(\.value) + after)
            for row in rows { try body(interval(row, &terms)) }
            guard rows.count == Self.page, let last = rows.last else { return }
            after = Array(last.prefix(5))
        }
    }

    private func interval(_ row: [LedgerValue], _ terms: inout TermsReading) throws -> UsageInterval
    {
        guard let meter = row[1].text, let began = row[3].integer, let weight = row[4].integer,
            let opened = row[6].integer, let kind = row[10].text, let id = row[11].text
        else { throw UsageRowError(table: "usage_intervals") }
        return UsageInterval(
            resource: ResourceReference(kind: kind, id: id), meter: Meter(meter),
            subject: row[2].text ?? "", start: Timestamp(nanoseconds: began),
            end: row[5].integer.map { Timestamp(nanoseconds: $0) },
            terms: try terms.read(row[8], row[9]), weight: Int(weight), openedBy: opened,
            closedBy: row[7].integer)
    }

    /// Gives every sample of the period, in the order the events came.
    func eachSample(
        from: Timestamp, to: Timestamp, _ filter: UsageFilter,
        _ body: (UsageSample) throws -> Void
    ) throws {
        let conditions = filter.conditions
        let sql = """
            SELECT x.sequence, x.resource, x.meter, x.at, x.amount, x.value, x.terms, t.content,
                r.kind, r.id
            FROM usage_samples x JOIN usage_terms t ON t.number = x.terms
            JOIN usage_resources r ON r.number = x.resource
            WHERE x.at >= ? AND x.at < ?\(conditions.map { " AND \($0.sql)" }.joined())
            AND x.sequence > ? ORDER BY x.sequence LIMIT \(Self.page)
            """
        let place: [LedgerValue] = [.integer(from.nanoseconds), .integer(to.nanoseconds)]
        var after: LedgerValue = .integer(-1)
        var terms = TermsReading()
        while true {
            let rows = try reader.rows(sql, place + conditions.map(\.value) + [after])
            for row in rows { try body(sample(row, &terms)) }
            guard rows.count == Self.page, let last = rows.last else { return }
            after = last[0]
        }
    }

    private func sample(_ row: [LedgerValue], _ terms: inout TermsReading) throws -> UsageSample {
        guard let sequence = row[0].integer, let meter = row[2].text, let at = row[3].integer,
            let amount = row[4].integer, let kind = row[8].text, let id = row[9].text
        else { throw UsageRowError(table: "usage_samples") }
        return UsageSample(
            resource: ResourceReference(kind: kind, id: id), meter: Meter(meter),
            time: Timestamp(nanoseconds: at), amount: amount, text: row[5].text,
            terms: try terms.read(row[6], row[7]), sequence: sequence)
    }
}

/// Reads each terms once as long as it comes again and again.
private struct TermsReading {
    private var last: [Int64: UsageTerms] = [:]

    mutating func read(_ number: LedgerValue, _ text: LedgerValue) throws -> UsageTerms {
        guard let number = number.integer, let text = text.text else {
            throw UsageRowError(table: "usage_terms")
        }
        if let known = last[number] { return known }
        if last.count >= 1_000 { last = [:] }
        let terms = try UsageTerms(text: text)
        last[number] = terms
        return terms
    }
}
