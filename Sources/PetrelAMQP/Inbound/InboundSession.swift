internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// One connection's life for a queue that is read: messages become events of the ledger, and are acknowledged when
/// those are committed.
struct InboundSession: Sendable {
    let queue: InboundQueue
    let context: PluginContext
    let board: StatusBoard
    let order: Watched<WorkOrder<InboundQueue>>
    let number: Int

    init(
        _ order: WorkOrder<InboundQueue>, of worker: Worker<InboundQueue>, context: PluginContext
    ) {
        queue = order.subject
        number = order.number
        self.order = worker.order
        board = worker.board
        self.context = context
    }

    /// Works until it fails or there is another order.
    func run() async -> (AMQPFailure?, worked: Bool) {
        let connection = AMQPConnection(queue.broker)
        let before = board.status.committed
        defer { connection.cut() }
        do {
            try await prepare(connection)
            board.enter(.running)
            await board.works()
            try await work(connection)
            await connection.close()
            return (nil, true)
        } catch {
            connection.cut()
            let failure =
                error as? AMQPFailure
                ?? AMQPFailure(.ledger, broker: queue.broker.place, reason: "\(error)")
            return (failure, board.status.committed > before)
        }
    }

    /// The queue, where its poison goes, and the account: all of it is there before anything is taken.
    private func prepare(_ connection: AMQPConnection) async throws {
        _ = try await owner()
        try await connection.connect()
        try await connection.declareQueue(queue.queue)
        try await connection.ensureExchange(queue.deadLetter, .fanout)
        try await connection.declareQueue(queue.deadLetter)
        try await connection.bind(queue: queue.deadLetter, to: queue.deadLetter, key: "")
        try await connection.consume(queue.queue, prefetch: queue.prefetch)
    }

    /// The account that owns what comes, while it may.
    func owner() async throws -> Resource.Profile {
        let found = try await context.store.resource(kind: "Account", id: queue.account)
        guard let found, found.removed == nil, found.state == Account.State.enabled.rawValue else {
            throw AMQPFailure(
                .login, broker: queue.broker.place,
                reason: "account \(queue.account) is not there or not enabled",
                remedy: "name an enabled account under plugins.amqp.inbound")
        }
        return found.profile
    }

    private func work(_ connection: AMQPConnection) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await read(connection) }
            group.addTask { try await order.wait { $0.number != number } }
            defer { group.cancelAll() }
            try await group.next()
            // What is taken by now is finished; the connection's end ends the reading.
            await connection.close()
        }
    }

    private func read(_ connection: AMQPConnection) async throws {
        var letters = DeadLetters(exchange: queue.deadLetter)
        for await signals in connection.signals {
            var deliveries: [AMQPDelivery] = []
            for signal in signals {
                switch signal {
                case .delivered(let delivery): deliveries.append(delivery)
                case .confirmed(let tag, let multiple):
                    for done in letters.confirmed(tag, multiple: multiple) {
                        try await connection.acknowledge(done)
                    }
                case .refused, .returned: throw letterRefused
                case .consumerCancelled: throw queueGone
                case .closed(let failure): throw failure
                case .blocked(let reason): board.enter(.blocked(reason))
                case .unblocked: board.enter(.running)
                }
            }
            try await take(deliveries, connection, &letters)
        }
    }

    private var letterRefused: AMQPFailure {
        AMQPFailure(
            .refused, broker: queue.broker.place,
            reason: "the dead-letter exchange \(queue.deadLetter) did not take a message",
            remedy: "see that a queue is bound to it and has room")
    }

    private var queueGone: AMQPFailure {
        AMQPFailure(
            .queue, broker: queue.broker.place, reason: "queue \(queue.queue) was deleted")
    }
}
