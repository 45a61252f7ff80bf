internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// One connection's life for a backfill: page after page, each confirmed before the next.
struct BackfillSession: Sendable {
    let number: Int
    let context: PluginContext
    let worker: Worker<Backfill>
    let backfill: Watched<Backfill>

    private static let page = 500

    /// Works until it is done, fails, or there is another order.
    func run() async -> (AMQPFailure?, worked: Bool) {
        let target = backfill.read { $0.target }
        let connection = AMQPConnection(target.broker)
        let before = backfill.read { $0.sent }
        defer { connection.cut() }
        do {
            try await connection.connect()
            worker.board.enter(.running)
            try await withThrowingTaskGroup { group in
                group.addTask { try await send(on: connection) }
                group.addTask { try await worker.order.wait { $0.number != number } }
                defer { group.cancelAll() }
                try await group.next()
                await connection.close()
            }
            await worker.board.works()
            return (nil, true)
        } catch {
            connection.cut()
            let failure =
                error as? AMQPFailure
                ?? AMQPFailure(.ledger, broker: target.broker.place, reason: "\(error)")
            return (failure, backfill.read { $0.sent } > before)
        }
    }

    private func send(on connection: AMQPConnection) async throws {
        var answers = Answers(connection)
        var query = query()
        let through = backfill.read { $0.through }
        while true {
            let page = try await context.store.events(query)
            let events = page.elements.filter { ($0.sequence ?? 0) <= through }
            try await send(events, connection, &answers)
            let isLast = page.next == nil || events.count < page.elements.count
            let cursor = isLast ? through : events.last?.sequence
            try await note(events.count, cursor)
            if isLast { break }
            query.after = page.next
        }
        try await finish()
    }

    private func query() -> EventQuery {
        backfill.read { backfill in
            var query = EventQuery()
            query.afterSequence = backfill.cursor
            query.pattern = backfill.filter
            query.includesArchived = true
            query.ascending = true
            query.limit = Self.page
            return query
        }
    }

    private func send(
        _ events: [CloudEvent], _ connection: AMQPConnection, _ answers: inout Answers
    ) async throws {
        let (target, exchange, key) = backfill.read { ($0.target, $0.exchange, $0.routingKey) }
        let messages = events.map { target.message($0, exchange: exchange, routingKey: key) }
        try await connection.publish(messages)
        worker.board.count { $0.published += Int64(messages.count) }
        try await answers.confirmed(messages.count)
        worker.board.count { $0.confirmed += Int64(messages.count) }
    }

    private func note(_ count: Int, _ cursor: Int64?) async throws {
        let now = backfill.change { backfill in
            backfill.sent += Int64(count)
            backfill.cursor = cursor ?? backfill.cursor
            return backfill
        }
        try await BackfillTable(context).write(now)
    }

    private func finish() async throws {
        let now = backfill.change { backfill in
            backfill.state = .done
            return backfill
        }
        try await BackfillTable(context).write(now)
        worker.stop()
    }
}

/// What a broker says about messages that are all waited for.
private struct Answers {
    private var signals: AsyncStream<[AMQPSignal]>.Iterator
    private let broker: String
    private var sent = 0
    private var window: ConfirmWindow

    init(_ connection: AMQPConnection) {
        signals = connection.signals.makeAsyncIterator()
        broker = connection.broker.place
        window = ConfirmWindow(limit: .max / 2, cursor: 0)
    }

    /// Returns when that many more are confirmed.
    mutating func confirmed(_ count: Int) async throws {
        for _ in 0..<count {
            sent += 1
            window.sent("", cursor: Int64(sent))
        }
        while window.cursor < sent {
            guard let next = await signals.next() else {
                try Task.checkCancellation()
                throw AMQPFailure(.connection, broker: broker, reason: "the connection ended")
            }
            for signal in next { try take(signal) }
        }
    }

    private mutating func take(_ signal: AMQPSignal) throws {
        switch signal {
        case .confirmed(let tag, let multiple): _ = window.confirm(tag, multiple: multiple)
        case .refused:
            throw AMQPFailure(.refused, broker: broker, reason: "the broker refused a message")
        case .returned(_, let key, _):
            throw AMQPFailure(.unroutable, broker: broker, reason: "no queue is bound for \(key)")
        case .closed(let failure): throw failure
        default: break
        }
    }
}
