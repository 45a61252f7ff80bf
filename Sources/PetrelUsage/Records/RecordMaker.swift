internal import PetrelCloud
internal import PetrelStates

/// Adds intervals and samples up into records of given windows.
///
/// It is given each interval once, in any order. The windows are in order and do not overlap.
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
        var index = firstWindow(endingAfter: interval.start)
        while index < windows.count, windows[index].start < end {
            let window = windows[index]
            let length = interval.nanoseconds(from: window.start, to: window.end, now: now)
            if length > 0 { add(length, interval, index) }
            index += 1
        }
    }

    private mutating func add(_ length: Int64, _ interval: UsageInterval, _ index: Int) {
        add(
            UsageSum(
                resource: interval.resource, slot: interval.slot, terms: interval.terms,
                isCorrection: interval.weight < 0 || interval.isExtra,
                nanoseconds: length * Int64(interval.weight), lastStart: interval.start),
            in: index)
    }

    /// Takes what the only window has of one resource under one terms.
    mutating func add(_ sum: UsageSum) { add(sum, in: 0) }

    private mutating func add(_ sum: UsageSum, in index: Int) {
        let key = UsageRecord.Key(
            window: index, resource: sum.resource, slot: sum.slot, terms: sum.terms.unnamed,
            isCorrection: sum.isCorrection)
        var record =
            records[key]
            ?? UsageRecord(
                window: windows[index], resource: sum.resource, meter: sum.slot.meter,
                subject: sum.slot.subject, terms: sum.terms, isCorrection: sum.isCorrection,
                lastStart: sum.lastStart)
        record.nanoseconds += sum.nanoseconds
        // The name is that of the last part.
        if sum.lastStart >= record.lastStart {
            record.terms.name = sum.terms.name
            record.lastStart = sum.lastStart
        }
        records[key] = record
    }

    mutating func add(_ sample: UsageSample) {
        let index = firstWindow(endingAfter: sample.time)
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

    private func firstWindow(endingAfter time: Timestamp) -> Int {
        var (low, high) = (0, windows.count)
        while low < high {
            let middle = (low + high) / 2
            if windows[middle].end > time { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// All records, in their order.
    func finished() -> [UsageRecord] { records.values.sorted(by: UsageRecord.precedes) }
}

extension UsageInterval {
    /// Whether a correction added it: those are told by one event as a whole.
    var isExtra: Bool { closedBy == openedBy }
}

extension Int64 {
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
