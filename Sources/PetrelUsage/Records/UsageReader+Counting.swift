internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

extension UsageReader {
    /// Tells how many records of CloudStack's types the resources of a stretch have, a slot at a time.
    func count(
        of stretch: UsageStretch, _ windows: [UsageWindow], _ filter: UsageFilter, now: Timestamp,
        _ tell: (_ count: Int, _ resource: Int64) -> Void
    ) throws {
        guard let from = windows.first?.start, let to = windows.last?.end else { return }
        var terms = KnownTerms(reader, filter)
        var lasting = CountedSlots(windows, now: now)
        try eachRow(of: stretch, from: from, to: to, filter) { row in
            guard lasting.enter(row, tell) else { return }
            if !filter.isAboutAllTerms, try !terms.entry(row.terms).isMeant { return }
            try lasting.tally.add(row) { try terms.entry($0).unnamed }
        }
        lasting.close(tell)
        try countSamples(of: stretch, from: from, to: to, windows, filter, &terms, tell)
    }

    private func countSamples(
        of stretch: UsageStretch, from: Timestamp, to: Timestamp, _ windows: [UsageWindow],
        _ filter: UsageFilter, _ terms: inout KnownTerms,
        _ tell: (_ count: Int, _ resource: Int64) -> Void
    ) throws {
        struct Place: Hashable {
            let meter: String
            let window: Int
            let terms: Int
        }
        var places: Set<Place> = []
        var resource: Int64 = 0
        try eachSample(of: stretch, from: from, to: to, filter, &terms) { number, sample, entry in
            guard entry.isMeant, UsageType(sample.meter) != nil else { return }
            if number != resource {
                if !places.isEmpty { tell(places.count, resource) }
                (places, resource) = ([], number)
            }
            let window = windows.firstWindow(endingAfter: sample.time)
            places.insert(
                Place(meter: sample.meter.name, window: window, terms: entry.unnamed))
        }
        if !places.isEmpty { tell(places.count, resource) }
    }
}

/// Slots one after the other, each counted when the next one begins.
private struct CountedSlots {
    private var resource: Int64 = 0
    private var meter = ""
    private var subject = ""
    private var isListed = false
    var tally: SlotCount

    init(_ windows: [UsageWindow], now: Timestamp) { tally = SlotCount(windows, now: now) }

    /// Whether the row is of a slot that is listed.
    mutating func enter(_ row: IntervalRow, _ tell: (Int, Int64) -> Void) -> Bool {
        if row.resource != resource || row.meter != meter || row.subject != subject {
            close(tell)
            (resource, meter, subject) = (row.resource, row.meter, row.subject)
            isListed = UsageType(Meter(meter)) != nil
        }
        return isListed
    }

    mutating func close(_ tell: (Int, Int64) -> Void) {
        if tally.count > 0 { tell(tally.count, resource) }
        tally.reset()
    }
}
