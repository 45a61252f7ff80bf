internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Usage folded anew from the ledger, in memory, with nothing taken from the tables.
struct UsageRebuild {
    private var fold: UsageFold
    private var usages: [ResourceReference: ResourceUsage] = [:]
    private var intervals: [UsageBatch.IntervalKey: UsageInterval] = [:]
    private var samples: [UsageSample] = []
    /// Where machines have been: groups and offerings, by machine.
    private var places: [String: Set<ResourceReference>] = [:]
    /// The last event that was folded.
    private(set) var cursor: Int64 = 0

    init(_ fold: UsageFold) { self.fold = fold }

    /// Folds everything up to and with an event.
    init(
        _ store: any LedgerReading, through last: Int64,
        meters: [String: RegisteredMeter.Kind] = [:]
    ) async throws {
        self.init(UsageFold(meters: meters))
        guard try await store.firstSequence <= 1 else {
            throw APIError.unavailable("the ledger no longer keeps its first events")
        }
        var query = EventQuery()
        (query.ascending, query.includesArchived, query.limit) = (true, true, 5_000)
        while cursor < last {
            query.afterSequence = cursor
            let events = try await store.events(query).elements
            guard let end = events.last?.sequence else { return }
            for event in events where event.sequence ?? 0 <= last { take(event) }
            cursor = min(end, last)
        }
    }

    mutating func take(_ event: CloudEvent) {
        guard fold.rules.concerns(event), let resource = event.measuredResource else { return }
        var usage = usages[resource] ?? ResourceUsage()
        take(fold.fold(event, into: &usage))
        usages[resource] = usage
        guard event.isEndOfMachine else { return }
        for group in places.removeValue(forKey: resource.id) ?? [] {
            guard var usage = usages[group] else { continue }
            take(fold.leave(resource.id, on: event, group, from: &usage))
            usages[group] = usage
        }
    }

    private mutating func take(_ steps: [UsageStep]) {
        for step in steps {
            switch step {
            case .interval(let interval):
                intervals[.init(interval)] = interval
                guard !interval.subject.isEmpty, interval.end == nil else { continue }
                places[interval.subject, default: []].insert(interval.resource)
            case .none(let interval): intervals[.init(interval)] = nil
            case .sample(let sample): samples.append(sample)
            }
        }
    }

    func records(
        _ windows: [UsageWindow], _ filter: UsageFilter, now: Timestamp
    ) -> [UsageRecord] {
        var maker = RecordMaker(windows, now: now)
        for interval in intervals.values
        where filter.includes(interval.terms, interval.resource.id, interval.meter.name) {
            maker.add(interval)
        }
        for sample in samples
        where filter.includes(sample.terms, sample.resource.id, sample.meter.name) {
            maker.add(sample)
        }
        return maker.finished()
    }
}
