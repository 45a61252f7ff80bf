internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// One connection's life for a target: events go out as the window allows, confirmations come back, and the cursor
/// follows what is confirmed.
struct TargetSession: Sendable {
    let target: AMQPTarget
    let context: PluginContext
    let board: StatusBoard
    let order: Watched<WorkOrder<AMQPTarget>>
    let number: Int

    /// How long the broker may leave messages without an answer.
    static let patience: Duration = .seconds(30)
    /// How long what is under way is waited for when the work ends.
    static let farewell: Duration = .seconds(2)
    /// Cursors move at most this often; what a crash repeats grows with it.
    static let pause: Duration = .milliseconds(10)

    init(_ order: WorkOrder<AMQPTarget>, of worker: Worker<AMQPTarget>, context: PluginContext) {
        target = order.subject
        number = order.number
        self.order = worker.order
        board = worker.board
        self.context = context
    }

    /// Works until it fails or there is another order.
    func run() async -> (AMQPFailure?, worked: Bool) {
        let connection = AMQPConnection(target.broker)
        defer { connection.cut() }
        do {
            // First of all, since what happens from now on is the target's, however long its broker is away.
            let subscription = try await target.subscription(context)
            let cursor = try await context.cursor(target.id)
            board.count { $0.cursor = cursor }
            try await connection.connect()
            try await connection.ensureExchange(target.exchange, mayMake: target.declares)
            board.enter(.running)
            await board.works(unless: [.refused, .unroutable, .blocked])
            return await publish(subscription, from: cursor ?? 0, connection)
        } catch {
            return (failure(error), false)
        }
    }

    private func publish(
        _ subscription: DurableSubscription, from cursor: Int64, _ connection: AMQPConnection
    ) async -> (AMQPFailure?, worked: Bool) {
        let window = ConfirmWindow(limit: target.window, cursor: cursor)
        let flow = Watched(PublishFlow(window: window))
        var failure: AMQPFailure?
        do {
            try await work(subscription, connection, flow)
            await connection.close()
        } catch {
            failure = await recover(from: error)
        }
        await settle(flow)
        return (failure, flow.read { $0.window.confirmed > 0 })
    }

    /// All tasks of a session; the first that ends is the end of all.
    private func work(
        _ subscription: DurableSubscription, _ connection: AMQPConnection,
        _ flow: Watched<PublishFlow>
    ) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await feed(subscription, connection, flow) }
            group.addTask { try await listen(connection, flow) }
            group.addTask { try await moveCursor(flow) }
            group.addTask { try await watchSilence(flow) }
            group.addTask { try await awaitEnd(flow) }
            do {
                try await group.next()
            } catch {
                // The thread may be stuck in a write that nobody reads.
                connection.cut()
                throw error
            }
            group.cancelAll()
            // What ends because it was told to is no failure.
            while (try? await group.next()) != nil {}
        }
    }

    /// What is confirmed by now is not sent again.
    private func settle(_ flow: Watched<PublishFlow>) async {
        let (batch, cursor) = flow.read { ($0.batch, $0.window.cursor) }
        try? await batch?.acknowledge(through: cursor)
        board.count { $0.underWay = 0 }
    }

    func failure(_ error: any Error) -> AMQPFailure {
        error as? AMQPFailure
            ?? AMQPFailure(.ledger, broker: target.broker.place, reason: "\(error)")
    }

    /// Retention may have taken what was still to be sent; that is told, and the rest goes on.
    private func recover(from error: any Error) async -> AMQPFailure {
        if case LedgerError.historyGone(let first) = error {
            await board.alert(
                "AMQP \(target.name) missed events",
                "Events before \(first) were dropped before they could be sent; it goes on there.")
            try? await context.move(target.id, to: first - 1)
        }
        return failure(error)
    }
}

extension AMQPTarget {
    /// The target's events, from its cursor; the first time this says where the target begins.
    func subscription(_ context: PluginContext) async throws -> DurableSubscription {
        try await context.durable(
            id, matching: filter, from: start == .now ? .now : .oldest, limit: min(512, window))
    }
}
