internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// A record with the number of its resource.
struct NumberedRecord: Sendable {
    let resource: Int64
    let record: UsageRecord
}

extension UsageReader {
    /// How many resources are read at a time.
    private static let stretch = 1_000

    /// The records of the windows, all read at one instant of the ledger, in the order of
    /// ``UsageRecord/precedes(_:_:)``. For what one account has: all of them are in memory.
    func records(
        _ windows: [UsageWindow], _ filter: UsageFilter, now: Timestamp
    ) throws -> [UsageRecord] {
        var records: [UsageRecord] = []
        var after: Int64 = 0
        while let stretch = try filter.stretch(after: after, through: .max, Self.stretch, reader) {
            records += try self.records(of: stretch, windows[...], filter, now: now).map(\.record)
            after = stretch.through
        }
        return records.sorted(by: UsageRecord.precedes)
    }

    /// The records of some resources: resource by resource, those of one by time.
    func records(
        of stretch: UsageStretch, _ windows: ArraySlice<UsageWindow>, _ filter: UsageFilter,
        now: Timestamp
    ) throws -> [NumberedRecord] {
        guard let from = windows.first?.start, let to = windows.last?.end else { return [] }
        var terms = KnownTerms(reader, filter)
        var records = try lasting(of: stretch, from, to, windows, filter, &terms, now: now)
        records += try counted(of: stretch, from, to, windows, filter, &terms, now: now)
        return records.sorted { left, right in
            left.resource == right.resource
                ? UsageRecord.precedes(left.record, right.record) : left.resource < right.resource
        }
    }

    /// Those of meters that measure time.
    private func lasting(
        of stretch: UsageStretch, _ from: Timestamp, _ to: Timestamp,
        _ windows: ArraySlice<UsageWindow>, _ filter: UsageFilter, _ terms: inout KnownTerms,
        now: Timestamp
    ) throws -> [NumberedRecord] {
        var slots = SlotSeries(reader, windows, now: now)
        try eachRow(of: stretch, from: from, to: to, filter) { row in
            let entry = try terms.entry(row.terms)
            guard entry.isMeant else { return }
            try slots.enter(row.resource, row.meter, row.subject)
            slots.tally.add(row, entry)
        }
        return try slots.finished()
    }

    /// Those of meters that count.
    private func counted(
        of stretch: UsageStretch, _ from: Timestamp, _ to: Timestamp,
        _ windows: ArraySlice<UsageWindow>, _ filter: UsageFilter, _ terms: inout KnownTerms,
        now: Timestamp
    ) throws -> [NumberedRecord] {
        var slots = SlotSeries(reader, windows, now: now)
        try eachSample(of: stretch, from: from, to: to, filter, &terms) { number, sample, entry in
            guard entry.isMeant else { return }
            try slots.enter(number, sample.meter.name, "")
            slots.tally.add(sample, entry)
        }
        return try slots.finished()
    }
}

/// Slots one after the other, each complete when the next one begins.
private struct SlotSeries {
    private let windows: ArraySlice<UsageWindow>
    private let now: Timestamp
    private var resource: CurrentResource
    private var slot: (resource: Int64, meter: String, subject: String)?
    private var records: [NumberedRecord] = []
    var tally: SlotTally

    init(_ reader: any LedgerReader, _ windows: ArraySlice<UsageWindow>, now: Timestamp) {
        self.windows = windows
        self.now = now
        resource = CurrentResource(reader: reader)
        tally = SlotTally(windows, now: now)
    }

    mutating func enter(_ number: Int64, _ meter: String, _ subject: String) throws {
        if let slot, slot.resource == number, slot.meter == meter, slot.subject == subject {
            return
        }
        try close()
        slot = (number, meter, subject)
    }

    private mutating func close() throws {
        guard let slot else { return }
        let reference = try resource.reference(slot.resource)
        let closed = tally.records(
            reference, UsageSlot(meter: Meter(slot.meter), subject: slot.subject))
        records += closed.map { NumberedRecord(resource: slot.resource, record: $0) }
        tally = SlotTally(windows, now: now)
    }

    mutating func finished() throws -> [NumberedRecord] {
        try close()
        return records
    }
}
