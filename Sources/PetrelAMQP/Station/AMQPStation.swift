internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// All targets, queues and backfills of the plug-in, those of the settings and those that were added while it runs.
final class AMQPStation: Sendable {
    struct Place: Sendable {
        let worker: Worker<AMQPTarget>
        /// Whether it comes from the settings; such a one can be paused, but is changed and removed there.
        let isConfigured: Bool
        /// As it was written, to be changed in part.
        var values: [String: JSONValue]
    }

    struct State: Sendable {
        var settings: AMQPSettings
        var targets: [String: Place] = [:]
        var inbound: [String: Worker<InboundQueue>] = [:]
        var backfills: [String: (watched: Watched<Backfill>, worker: Worker<Backfill>)] = [:]
    }

    let context: PluginContext
    let table: TargetTable
    let state: Mutex<State>
    /// Work that is to begin; as many as there are targets, queues and backfills.
    private let starts: AsyncStream<@Sendable () async -> Void>
    private let starting: AsyncStream<@Sendable () async -> Void>.Continuation

    init(_ context: PluginContext) async throws {
        self.context = context
        table = TargetTable(context)
        state = Mutex(State(settings: try AMQPSettings(context.settings)))
        (starts, starting) = AsyncStream.makeStream()
        try await context.tables(Self.tables)
        try await load()
    }

    private static let tables = [
        "CREATE TABLE amqp_targets (id TEXT PRIMARY KEY, body TEXT NOT NULL, paused BIGINT NOT NULL)",
        "CREATE TABLE amqp_backfills (id TEXT PRIMARY KEY, body TEXT NOT NULL)",
        """
        CREATE TABLE amqp_inbound (
            queue TEXT NOT NULL, id TEXT NOT NULL, time BIGINT NOT NULL, PRIMARY KEY (queue, id)
        )
        """,
        "CREATE INDEX amqp_inbound_time ON amqp_inbound (queue, time)",
    ]

    /// Works until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await start in starts { group.addTask { await start() } }
        }
    }

    func begin(_ work: @escaping @Sendable () async -> Void) { starting.yield(work) }

    /// What the settings and the tables name.
    private func load() async throws {
        let settings = state.withLock { $0.settings }
        let rows = try await table.all()
        for target in settings.targets {
            add(
                target, values: [:], isConfigured: true,
                isPaused: rows[target.id]?.isPaused ?? false)
        }
        for (id, row) in rows where !row.values.isEmpty {
            let section = PluginSettings(place: "target \(id)", values: row.values)
            guard let target = try? AMQPTarget.read(section, id: id) else { continue }
            add(target, values: row.values, isConfigured: false, isPaused: row.isPaused)
        }
        for queue in settings.inbound { add(queue) }
        let targets = state.withLock { $0.targets.mapValues { $0.worker.order.read(\.subject) } }
        for backfill in try await BackfillTable(context).all(targets) { add(backfill) }
    }

    func add(
        _ target: AMQPTarget, values: [String: JSONValue], isConfigured: Bool, isPaused: Bool
    ) {
        let board = StatusBoard(id: target.id, name: target.name, context: context)
        let context = context
        let worker = Worker(
            target, isPaused: isPaused, board: board, backoff: backoff
        ) { order, worker in
            await TargetSession(order, of: worker, context: context).run()
        }
        let place = Place(worker: worker, isConfigured: isConfigured, values: values)
        state.withLock { $0.targets[target.id] = place }
        begin { await worker.run() }
    }

    private func add(_ queue: InboundQueue) {
        let board = StatusBoard(id: queue.id, name: queue.name, context: context)
        let context = context
        let worker = Worker(queue, board: board, backoff: backoff) { order, worker in
            await InboundSession(order, of: worker, context: context).run()
        }
        state.withLock { $0.inbound[queue.id] = worker }
        begin { await worker.run() }
    }

    func add(_ backfill: Backfill) {
        let name = "\(backfill.target.name) backfill"
        let board = StatusBoard(id: backfill.id, name: name, context: context)
        let context = context
        let watched = Watched(backfill)
        let worker = Worker(backfill, board: board, backoff: backoff) { order, worker in
            await BackfillSession(
                number: order.number, context: context, worker: worker, backfill: watched
            ).run()
        }
        state.withLock { $0.backfills[backfill.id] = (watched, worker) }
        guard backfill.state == .running else { return board.enter(.stopped) }
        begin { await worker.run() }
    }

    private var backoff: Backoff { state.withLock { $0.settings.backoff } }
}
