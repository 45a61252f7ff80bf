internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// Reads usage back from the tables.
struct UsageReader {
    let reader: any LedgerReader
    /// The last event that counts; what later ones changed is read as it was before.
    var through = Int64.max

    /// Gives every interval that touches the period, by resource, meter, subject and start.
    func eachInterval(
        from: Timestamp, to: Timestamp, _ filter: UsageFilter,
        _ body: (UsageInterval) throws -> Void
    ) throws {
        var after: Int64 = 0
        while let stretch = try filter.stretch(after: after, through: .max, 1_000, reader) {
            var terms = KnownTerms(reader, filter)
            var resource = CurrentResource(reader: reader)
            try eachRow(of: stretch, from: from, to: to, filter) { row in
                let entry = try terms.entry(row.terms)
                guard entry.isMeant else { return }
                try body(row.interval(of: resource.reference(row.resource), entry.terms))
            }
            after = stretch.through
        }
    }

    /// Gives every sample of the period, by resource and then in the order the events came.
    func eachSample(
        from: Timestamp, to: Timestamp, _ filter: UsageFilter,
        _ body: (UsageSample) throws -> Void
    ) throws {
        var after: Int64 = 0
        while let stretch = try filter.stretch(after: after, through: .max, 1_000, reader) {
            var terms = KnownTerms(reader, filter)
            try eachSample(of: stretch, from: from, to: to, filter, &terms) { _, sample, entry in
                if entry.isMeant { try body(sample) }
            }
            after = stretch.through
        }
    }

    /// Gives the rows of some resources that touch a period, in the order of their keys.
    func eachRow(
        of stretch: UsageStretch, from: Timestamp, to: Timestamp, _ filter: UsageFilter,
        _ body: (IntervalRow) throws -> Void
    ) throws {
        let within = filter.isWithin(stretch)
        let sql = """
            SELECT x.resource, x.meter, x.subject, x.began, x.correction, x.weight,
                CASE WHEN x.closed > ? THEN NULL ELSE x.ended END, x.opened, x.closed, x.terms
            FROM usage_intervals x
            WHERE \(within.sql) AND x.opened <= ? AND x.began < ?
            AND (x.ended IS NULL OR x.closed > ? OR (x.ended > ? AND x.ended > x.began))
            \(filter.meter == nil ? "" : "AND x.meter = ?")
            ORDER BY x.resource, x.meter, x.subject, x.began, x.correction
            """
        let times: [LedgerValue] = [
            .integer(through), .integer(to.nanoseconds), .integer(through),
            .integer(from.nanoseconds),
        ]
        let meter = filter.meter.map { [LedgerValue.text($0)] } ?? []
        try reader.each(sql, [.integer(through)] + within.values + times + meter) { row in
            try body(IntervalRow(row))
        }
    }

    /// The same for samples, in the order of resource and meter and then as the events came; each with the number of its
    /// resource.
    func eachSample(
        of stretch: UsageStretch, from: Timestamp, to: Timestamp, _ filter: UsageFilter,
        _ terms: inout KnownTerms,
        _ body: (Int64, UsageSample, KnownTerms.Entry) throws -> Void
    ) throws {
        let within = filter.isWithin(stretch)
        let sql = """
            SELECT x.resource, x.meter, x.sequence, x.at, x.amount, x.value, x.terms
            FROM usage_samples x
            WHERE \(within.sql) AND x.sequence <= ? AND x.at >= ? AND x.at < ?
            \(filter.meter == nil ? "" : "AND x.meter = ?")
            ORDER BY x.resource, x.meter, x.sequence
            """
        let values: [LedgerValue] = [
            .integer(through), .integer(from.nanoseconds), .integer(to.nanoseconds),
        ]
        var resource = CurrentResource(reader: reader)
        try reader.each(
            sql, within.values + values + (filter.meter.map { [.text($0)] } ?? [])
        ) { row in
            guard let number = row.integer(0), let meter = row.text(1),
                let sequence = row.integer(2), let at = row.integer(3),
                let amount = row.integer(4), let place = row.integer(6)
            else { throw UsageRowError(table: "usage_samples") }
            let entry = try terms.entry(place)
            let sample = UsageSample(
                resource: try resource.reference(number), meter: Meter(meter),
                time: Timestamp(nanoseconds: at), amount: amount, text: row.text(5),
                terms: entry.terms, sequence: sequence)
            try body(number, sample, entry)
        }
    }
}

/// A row of intervals, whose resource and terms are still numbers.
struct IntervalRow {
    let resource: Int64
    let meter: String
    let subject: String
    let start: Timestamp
    let correction: Int64
    let weight: Int64
    let end: Timestamp?
    let opened: Int64
    let closed: Int64?
    let terms: Int64

    /// In the order in which ``UsageReader/eachRow(of:from:to:_:_:)`` asks.
    init(_ row: any LedgerRow) throws {
        guard let resource = row.integer(0), let meter = row.text(1), let subject = row.text(2),
            let began = row.integer(3), let correction = row.integer(4),
            let weight = row.integer(5), let opened = row.integer(7), let terms = row.integer(9)
        else { throw UsageRowError(table: "usage_intervals") }
        self.resource = resource
        self.meter = meter
        self.subject = subject
        self.start = Timestamp(nanoseconds: began)
        self.correction = correction
        self.weight = weight
        self.end = row.integer(6).map { Timestamp(nanoseconds: $0) }
        self.opened = opened
        self.closed = end == nil ? nil : row.integer(8)
        self.terms = terms
    }

    var isCorrection: Bool { correction > 0 }

    func interval(of resource: ResourceReference, _ terms: UsageTerms) -> UsageInterval {
        UsageInterval(
            resource: resource, meter: Meter(meter), subject: subject, start: start, end: end,
            terms: terms, weight: Int(weight), correction: correction, openedBy: opened,
            closedBy: closed)
    }
}

/// Kind and id of the resource that is being read.
struct CurrentResource {
    let reader: any LedgerReader
    private var last: (number: Int64, reference: ResourceReference)?

    init(reader: any LedgerReader) { self.reader = reader }

    mutating func reference(_ number: Int64) throws -> ResourceReference {
        if let last, last.number == number { return last.reference }
        let rows = try reader.rows(
            "SELECT kind, id FROM usage_resources WHERE number = ?", [.integer(number)])
        guard let kind = rows.first?[0].text, let id = rows.first?[1].text else {
            throw UsageRowError(table: "usage_resources")
        }
        let reference = ResourceReference(kind: kind, id: id)
        last = (number, reference)
        return reference
    }
}
