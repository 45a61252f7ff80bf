internal import PetrelCloud
internal import PetrelLedger
public import PetrelPlugin

/// Meters what the cloud does, prices it and can prove both.
///
/// Usage comes from events alone: each event is metered exactly once, since the rows it leads to and the cursor move
/// in one commit. Records and amounts are computed from the intervals when somebody asks.
public struct UsagePlugin: Plugin {
    public static let name = "usage"
    public static let summary = "Meters resources from their events, and prices what was used."

    public static let defaults = UsageSettings.manual

    let context: PluginContext
    let settings: UsageSettings
    let progress = UsageProgress()
    let changes = ChangedTimes()
    let lists = RecordLists()

    public init(_ context: PluginContext) async throws {
        self.context = context
        settings = try context.settings.read { UsageSettings(&$0) }
        try await context.tables(UsageTables.migrations)
    }

    public func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await meter() }
            group.addTask { try await watchBudgets() }
            try await group.next()
            group.cancelAll()
        }
    }

    private func meter() async throws {
        let subscription = try await context.durable(from: .oldest, limit: settings.batch)
        var cursor = try await cursor()
        changes.begin(at: cursor)
        var memory = try await UsageMemory(context, fold: UsageFold(meters: registered()))
        for try await batch in subscription {
            if batch.events.contains(where: { $0.type == .meterRegistered }) {
                memory.fold = UsageFold(meters: try await registered())
            }
            let prepared = try await memory.batch(
                batch.events, before: cursor, after: batch.cursor)
            // Before the commit, so that nobody reads a change that is not noted.
            changes.note(prepared.firstTime, through: prepared.after)
            try await batch.acknowledge { rows in try prepared.write(rows) }
            cursor = batch.cursor
            progress.metered(batch.events.count, through: cursor)
        }
    }

    /// How far the tables are.
    func cursor() async throws -> Int64 {
        try await context.read { reader in
            try reader.rows("SELECT sequence FROM usage_progress WHERE name = 'main'", [])
                .first?.first?.integer ?? 0
        }
    }

    public var health: PluginHealth {
        progress.budgetFailure.map { .troubled("budgets cannot be looked at: \($0)") } ?? .well
    }

    public var metrics: [PluginMetric] {
        [
            PluginMetric("events_total", .counter, "Events looked at for usage.") {
                [.init(Double(progress.events))]
            },
            PluginMetric("cursor", .gauge, "The last event whose usage is written.") {
                [.init(Double(progress.cursor))]
            },
        ]
    }
}
