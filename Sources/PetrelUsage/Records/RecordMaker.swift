internal import PetrelCloud
internal import PetrelStates

/// Adds intervals and samples that are in memory up into records of given windows.
///
/// It is given each interval once, in any order. The windows are in order and do not overlap. What the tables hold is
/// added up by ``SlotTally``, which needs less memory.
struct RecordMaker {
    let windows: [UsageWindow]
    /// Until when what is still open counts.
    let now: Timestamp
    private var records: [UsageRecord.Key: UsageRecord] = [:]
    private var texts: [UsageRecord.Key: Set<String>] = [:]

    init(_ windows: [UsageWindow], now: Timestamp) {
        self.windows = windows
        self.now = now
    }

    mutating func add(_ interval: UsageInterval) {
        let end = interval.end ?? now
        guard interval.start < end else { return }
        var index = windows.firstWindow(endingAfter: interval.start)
        while index < windows.count, windows[index].start < end {
            let window = windows[index]
            let length = interval.nanoseconds(from: window.start, to: window.end, now: now)
            if length > 0 { add(length, interval, index) }
            index += 1
        }
    }

    private mutating func add(_ length: Int64, _ interval: UsageInterval, _ index: Int) {
        let key = UsageRecord.Key(
            window: index, resource: interval.resource, slot: interval.slot,
            terms: interval.terms.unnamed, isCorrection: interval.correction != 0)
        var record =
            records[key]
            ?? UsageRecord(
                window: windows[index], resource: interval.resource, meter: interval.meter,
                subject: interval.subject, terms: interval.terms, isCorrection: key.isCorrection,
                lastStart: interval.start)
        record.nanoseconds += length * Int64(interval.weight)
        // The name is that of the last part.
        if interval.start >= record.lastStart {
            record.terms.name = interval.terms.name
            record.lastStart = interval.start
        }
        records[key] = record
    }

    mutating func add(_ sample: UsageSample) {
        let index = windows.firstWindow(endingAfter: sample.time)
        guard index < windows.count, windows[index].start <= sample.time else { return }
        let key = UsageRecord.Key(
            window: index, resource: sample.resource,
            slot: UsageSlot(meter: sample.meter, subject: ""), terms: sample.terms.unnamed,
            isCorrection: false)
        var record =
            records[key]
            ?? UsageRecord(
                window: windows[index], resource: sample.resource, meter: sample.meter,
                subject: "", terms: sample.terms, isCorrection: false, lastStart: sample.time)
        if let text = sample.text {
            texts[key, default: []].insert(text)
            record.amount = Int64(texts[key]?.count ?? 0)
        } else {
            record.amount = record.amount.addingClamped(sample.amount)
        }
        if sample.time >= record.lastStart {
            record.terms.name = sample.terms.name
            record.lastStart = sample.time
        }
        records[key] = record
    }

    /// All records, in their order.
    func finished() -> [UsageRecord] { records.values.sorted(by: UsageRecord.precedes) }
}

extension Int64 {
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
