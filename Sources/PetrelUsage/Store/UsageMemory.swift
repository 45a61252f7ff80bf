internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Prepares batches for one run of the plug-in, and remembers what it has read of the tables so far.
///
/// Only one run writes, so what it remembers is what the tables hold. After a failure it is thrown away with the run.
struct UsageMemory {
    /// Some tens of megabytes.
    private static let mostResources = 10_000
    private static let mostTerms = 20_000

    let context: PluginContext
    var fold: UsageFold
    private var known: [ResourceReference: UsageBatch.Entry] = [:]
    private var terms: [UsageTerms: Int64] = [:]
    private var nextResource: Int64
    private var nextTerms: Int64

    init(_ context: PluginContext, fold: UsageFold) async throws {
        self.context = context
        self.fold = fold
        let highest = try await context.read { reader in
            try ["usage_resources", "usage_terms"].map { table in
                try reader.rows("SELECT MAX(number) FROM \(table)", []).first?.first?.integer ?? 0
            }
        }
        nextResource = highest[0] + 1
        nextTerms = highest[1] + 1
    }

    /// Folds events, which stand right after the cursor `before`, up to the cursor `after`.
    mutating func batch(
        _ events: [CloudEvent], before: Int64, after: Int64
    ) async throws -> UsageBatch {
        var batch = UsageBatch(before: before, after: after)
        let events = events.filter(fold.rules.concerns)
        let followers = try await followers(of: events)
        try await load(events, followers.values.flatMap(\.self), &batch)
        for event in events { take(event, followers, &batch) }
        try await number(&batch)
        batch.noteOwners()
        remember(batch)
        return batch
    }

    private func take(
        _ event: CloudEvent, _ followers: [String: [ResourceReference]],
        _ batch: inout UsageBatch
    ) {
        guard let resource = event.measuredResource else { return }
        if var usage = batch.entries[resource]?.usage {
            for step in fold.fold(event, into: &usage) { batch.take(step) }
            batch.entries[resource]?.usage = usage
        }
        guard event.isEndOfMachine else { return }
        let inBatch = batch.entries.filter { entry in
            entry.value.usage.open.keys.contains { $0.subject == resource.id }
        }
        for group in Set(inBatch.keys).union(followers[resource.id] ?? []) {
            guard var usage = batch.entries[group]?.usage else { continue }
            for step in fold.leave(resource.id, on: event, group, from: &usage) { batch.take(step) }
            batch.entries[group]?.usage = usage
        }
    }

    private mutating func remember(_ batch: UsageBatch) {
        if known.count > Self.mostResources { known = [:] }
        if terms.count > Self.mostTerms { terms = [:] }
        for (resource, entry) in batch.entries {
            known[resource] = .init(
                number: entry.number, isNew: false, usage: entry.usage, owners: entry.owners)
        }
        terms.merge(batch.termNumbers) { _, new in new }
    }
}

extension UsageMemory {
    /// Groups in which machines still are that end in these events.
    private func followers(of events: [CloudEvent]) async throws -> [String: [ResourceReference]] {
        let machines = Set(events.filter(\.isEndOfMachine).compactMap(\.resource?.id))
        guard !machines.isEmpty else { return [:] }
        return try await context.read { reader in
            var found: [String: [ResourceReference]] = [:]
            for machine in machines {
                found[machine] = try reader.rows(
                    """
                    SELECT r.kind, r.id FROM usage_intervals i
                    JOIN usage_resources r ON r.number = i.resource
                    WHERE i.ended IS NULL AND i.subject <> '' AND i.subject = ?
                    """, [.text(machine)]
                ).map { ResourceReference(kind: $0[0].text ?? "", id: $0[1].text ?? "") }
            }
            return found
        }
    }

    private mutating func load(
        _ events: [CloudEvent], _ more: [ResourceReference], _ batch: inout UsageBatch
    ) async throws {
        var missing: Set<ResourceReference> = []
        var order: [ResourceReference] = []
        for resource in events.compactMap(\.measuredResource) + more {
            if let known = known[resource] {
                batch.entries[resource] = known
            } else if missing.insert(resource).inserted {
                order.append(resource)
            }
        }
        let wanted = order
        let found = try await context.read { reader in
            try wanted.map { try ResourceUsage.read($0, reader) }
        }
        for (resource, stored) in zip(order, found) {
            let number = stored?.number ?? nextResource
            if stored == nil { nextResource += 1 }
            batch.entries[resource] = .init(
                number: number, isNew: stored == nil, usage: stored?.usage ?? ResourceUsage())
        }
    }

    /// Gives every terms of the batch its number.
    private mutating func number(_ batch: inout UsageBatch) async throws {
        var wanted: [UsageTerms] = []
        for terms in batch.intervals.values.compactMap({ $0?.terms }) + batch.samples.map(\.terms)
        where batch.termNumbers[terms] == nil {
            if let number = self.terms[terms] {
                batch.termNumbers[terms] = number
            } else {
                batch.termNumbers[terms] = 0
                wanted.append(terms)
            }
        }
        let texts = wanted.map(\.text)
        let found = try await context.read { reader in
            try texts.map { text in
                try reader.rows(
                    "SELECT number FROM usage_terms WHERE content = ?", [.text(text)]
                ).first?.first?.integer
            }
        }
        for (terms, stored) in zip(wanted, found) {
            batch.termNumbers[terms] = stored ?? nextTerms
            guard stored == nil else { continue }
            batch.newTerms.append((nextTerms, terms))
            nextTerms += 1
        }
    }
}

extension ResourceUsage {
    /// What the tables hold of a resource.
    static func read(
        _ resource: ResourceReference, _ reader: any LedgerReader
    ) throws -> (number: Int64, usage: ResourceUsage)? {
        let rows = try reader.rows(
            """
            SELECT number, clock, state, told, readings FROM usage_resources
            WHERE kind = ? AND id = ?
            """, [.text(resource.kind), .text(resource.id)])
        guard let row = rows.first else { return nil }
        guard let number = row[0].integer, let clock = row[1].integer, let told = row[3].text
        else { throw UsageRowError(table: "usage_resources") }
        var usage = ResourceUsage()
        usage.clock = Timestamp(nanoseconds: clock)
        usage.state = row[2].text ?? ""
        usage.told = try UsageTerms(text: told)
        if let readings = row[4].text {
            usage.readings =
                try JSONReader().read(readings).object?.compactMapValues(\.integer) ?? [:]
        }
        for interval in try openIntervals(of: resource, number, reader) {
            usage.open[interval.slot] = interval
        }
        return (number, usage)
    }

    private static func openIntervals(
        of resource: ResourceReference, _ number: Int64, _ reader: any LedgerReader
    ) throws -> [UsageInterval] {
        try reader.rows(
            """
            SELECT i.meter, i.subject, i.began, i.opened, t.content FROM usage_intervals i
            JOIN usage_terms t ON t.number = i.terms WHERE i.resource = ? AND i.ended IS NULL
            """, [.integer(number)]
        ).map { row in
            guard let meter = row[0].text, let began = row[2].integer, let terms = row[4].text
            else { throw UsageRowError(table: "usage_intervals") }
            return UsageInterval(
                resource: resource, meter: Meter(meter), subject: row[1].text ?? "",
                start: Timestamp(nanoseconds: began), terms: try UsageTerms(text: terms),
                openedBy: row[3].integer ?? 0)
        }
    }
}

extension CloudEvent {
    /// Whether a machine is gone with this event.
    var isEndOfMachine: Bool {
        tellsOfChange && newState == nil && resource?.kind == "VirtualMachine"
    }
}
