internal import PetrelCloud
internal import PetrelStates

/// What one slot of a resource comes to in each window, added up while its rows are read.
struct SlotTally {
    private struct Place: Hashable {
        let window: Int
        let terms: Int
        let isCorrection: Bool
    }

    private struct Sum {
        var nanoseconds: Int64 = 0
        var amount: Int64 = 0
        var texts: Set<String> = []
        var lastStart: Timestamp
        /// Those of the last part, which name the record.
        var terms: UsageTerms
    }

    private let windows: ArraySlice<UsageWindow>
    /// Until when what is still open counts.
    private let now: Timestamp
    private var sums: [Place: Sum] = [:]

    init(_ windows: ArraySlice<UsageWindow>, now: Timestamp) {
        self.windows = windows
        self.now = now
    }

    /// Adds an interval.
    mutating func add(_ row: IntervalRow, _ terms: KnownTerms.Entry) {
        let end = row.end ?? now
        guard row.start < end else { return }
        var index = windows.firstWindow(endingAfter: row.start)
        while index < windows.endIndex, windows[index].start < end {
            let window = windows[index]
            let length =
                min(end, window.end).nanoseconds - max(row.start, window.start).nanoseconds
            let place = Place(window: index, terms: terms.unnamed, isCorrection: row.isCorrection)
            with(place, terms, row.start) { $0.nanoseconds += length * row.weight }
            index += 1
        }
    }

    /// Adds something counted.
    mutating func add(_ sample: UsageSample, _ terms: KnownTerms.Entry) {
        let index = windows.firstWindow(endingAfter: sample.time)
        guard index < windows.endIndex, windows[index].start <= sample.time else { return }
        let place = Place(window: index, terms: terms.unnamed, isCorrection: false)
        with(place, terms, sample.time) { sum in
            if let text = sample.text {
                sum.texts.insert(text)
                sum.amount = Int64(sum.texts.count)
            } else {
                sum.amount = sum.amount.addingClamped(sample.amount)
            }
        }
    }

    private mutating func with(
        _ place: Place, _ terms: KnownTerms.Entry, _ start: Timestamp, _ change: (inout Sum) -> Void
    ) {
        change(&sums[place, default: Sum(lastStart: start, terms: terms.terms)])
        guard let last = sums[place]?.lastStart, last <= start else { return }
        sums[place]?.lastStart = start
        sums[place]?.terms = terms.terms
    }

    /// The records of the slot, in no order.
    func records(_ resource: ResourceReference, _ slot: UsageSlot) -> [UsageRecord] {
        sums.map { place, sum in
            UsageRecord(
                window: windows[place.window], resource: resource, meter: slot.meter,
                subject: slot.subject, terms: sum.terms, isCorrection: place.isCorrection,
                nanoseconds: sum.nanoseconds, amount: sum.amount, lastStart: sum.lastStart)
        }
    }
}

extension RandomAccessCollection<UsageWindow> where Index == Int {
    /// The place of the first window that ends after an instant.
    func firstWindow(endingAfter time: Timestamp) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].end > time { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
