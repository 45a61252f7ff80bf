internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// What a batch of events came to, ready to be written in one commit.
struct UsageBatch: Sendable {
    struct Entry: Sendable {
        let number: Int64
        let isNew: Bool
        var usage: ResourceUsage
        /// Accounts that are noted as having paid for it.
        var owners: Set<String> = []
    }

    struct IntervalKey: Hashable, Sendable {
        let resource: ResourceReference
        let slot: UsageSlot
        let start: Timestamp
        let correction: Int64

        init(_ interval: UsageInterval) {
            resource = interval.resource
            slot = interval.slot
            start = interval.start
            correction = interval.correction
        }
    }

    /// The cursor before the batch: what the tables must stand at for it to be written.
    let before: Int64
    let after: Int64
    var entries: [ResourceReference: Entry] = [:]
    /// How each interval is at the end of the batch; `nil` for one that never was.
    var intervals: [IntervalKey: UsageInterval?] = [:]
    var samples: [UsageSample] = []
    /// Terms that the tables do not have yet.
    var newTerms: [(number: Int64, terms: UsageTerms)] = []
    var termNumbers: [UsageTerms: Int64] = [:]
    /// Accounts that may be the first time among those who pay for a resource.
    var newOwners: [(account: String, resource: Int64)] = []

    /// No time before this was changed.
    private(set) var firstTime = Timestamp(nanoseconds: .max)

    mutating func take(_ step: UsageStep) {
        firstTime = min(firstTime, step.firstTime)
        switch step {
        case .interval(let interval): intervals[IntervalKey(interval)] = interval
        case .none(let interval):
            intervals[IntervalKey(interval)] = .some(nil)
            // It may have been read while it was open: a list that began then still needs it.
            guard interval.openedBy <= before else { return }
            intervals[IntervalKey(interval.trace)] = interval.trace
        case .sample(let sample): samples.append(sample)
        }
    }

    /// Works out who pays for what, so that a question about an account finds its resources.
    mutating func noteOwners() {
        for interval in intervals.values {
            if let interval { note(interval.terms.account, of: interval.resource) }
        }
        for sample in samples { note(sample.terms.account, of: sample.resource) }
    }

    private mutating func note(_ account: String, of resource: ResourceReference) {
        guard let number = entries[resource]?.number,
            entries[resource]?.owners.insert(account).inserted == true
        else { return }
        newOwners.append((account, number))
    }
}

/// The tables do not stand where this batch begins: somebody else has written it.
struct UsageOutOfStep: Error, CustomStringConvertible {
    let wanted: Int64
    let found: Int64

    var description: String {
        "usage stands at event \(found), not at \(wanted): another server meters too"
    }
}

extension UsageBatch {
    /// Writes all of it, or throws when another writer was there first.
    func write(_ rows: any LedgerTransaction) throws {
        let found = try rows.rows("SELECT sequence FROM usage_progress WHERE name = 'main'", [])
            .first?.first?.integer
        guard (found ?? 0) <= before else {
            throw UsageOutOfStep(wanted: before, found: found ?? 0)
        }
        try rows.execute(
            """
            INSERT INTO usage_progress VALUES ('main', ?)
            ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence
            """, [.integer(after)])
        try writeTerms(rows)
        try writeResources(rows)
        for (account, resource) in newOwners {
            try rows.execute(
                "INSERT INTO usage_owners VALUES (?, ?) ON CONFLICT (account, resource) DO NOTHING",
                [.text(account), .integer(resource)])
        }
        for (key, interval) in intervals { try write(interval, key, rows) }
        for sample in samples { try write(sample, rows) }
    }

    private func writeTerms(_ rows: any LedgerTransaction) throws {
        for (number, terms) in newTerms {
            try rows.execute(
                "INSERT INTO usage_terms VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .integer(number), .text(terms.text), .text(terms.account),
                    LedgerValue(terms.domain), LedgerValue(terms.domainPath),
                    LedgerValue(terms.project),
                ])
        }
    }

    private func writeResources(_ rows: any LedgerTransaction) throws {
        for (resource, entry) in entries {
            let usage = entry.usage
            let readings = usage.readings.isEmpty ? nil : usage.readings
            let changing: [LedgerValue] = [
                .integer(usage.clock.nanoseconds), .text(usage.state), .text(usage.told.text),
                LedgerValue(
                    readings.map { JSONValue.object($0.mapValues(JSONValue.integer)).description }),
            ]
            if entry.isNew {
                try rows.execute(
                    """
                    INSERT INTO usage_resources (clock, state, told, readings, number, kind, id)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                    changing + [.integer(entry.number), .text(resource.kind), .text(resource.id)])
            } else {
                try rows.execute(
                    """
                    UPDATE usage_resources SET clock = ?, state = ?, told = ?, readings = ?
                    WHERE number = ?
                    """, changing + [.integer(entry.number)])
            }
        }
    }

    private func write(
        _ interval: UsageInterval?, _ key: IntervalKey, _ rows: any LedgerTransaction
    ) throws {
        guard let entry = entries[key.resource] else {
            throw UsageRowError(table: "usage_resources")
        }
        let place: [LedgerValue] = [
            .integer(entry.number), .text(key.slot.meter.name), .text(key.slot.subject),
            .integer(key.start.nanoseconds), .integer(key.correction),
        ]
        guard let interval else {
            return try rows.execute(
                """
                DELETE FROM usage_intervals WHERE resource = ? AND meter = ? AND subject = ?
                AND began = ? AND correction = ?
                """, place)
        }
        try rows.execute(
            """
            INSERT INTO usage_intervals
                (resource, meter, subject, began, correction, weight, ended, terms, opened, closed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (resource, meter, subject, began, correction)
            DO UPDATE SET ended = excluded.ended, terms = excluded.terms,
                opened = excluded.opened, closed = excluded.closed
            """,
            place + [
                .integer(Int64(interval.weight)), LedgerValue(interval.end?.nanoseconds),
                try number(of: interval.terms),
                .integer(interval.openedBy), LedgerValue(interval.closedBy),
            ])
    }

    private func write(_ sample: UsageSample, _ rows: any LedgerTransaction) throws {
        guard let entry = entries[sample.resource] else {
            throw UsageRowError(table: "usage_resources")
        }
        try rows.execute(
            "INSERT INTO usage_samples VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .integer(sample.sequence), .integer(entry.number), .text(sample.meter.name),
                .integer(sample.time.nanoseconds), .integer(sample.amount),
                LedgerValue(sample.text), try number(of: sample.terms),
            ])
    }

    private func number(of terms: UsageTerms) throws -> LedgerValue {
        guard let number = termNumbers[terms] else { throw UsageRowError(table: "usage_terms") }
        return .integer(number)
    }
}
