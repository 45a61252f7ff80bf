internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

extension AMQPPlugin {
    var backfill: APICommand {
        APICommand(
            "backfillAMQPTarget",
            "Sends past events once more, to one routing key, beside what is delivered anyway.",
            roles: .admin,
            parameters: [
                .string("target", required: true, "The target's id or name."),
                .string("routingkey", required: true, "The routing key of all these messages."),
                .string(
                    "exchange",
                    "Another exchange; \"-\" is the default one, which leads to queues by their names."
                ),
                .string("filter", "Only events whose topic matches this pattern."),
                .long("after", "Events after this sequence; all that are kept without it."),
                .long("through", "Up to this sequence; up to now without it."),
                .date("startdate", "Events from this instant on."),
                .date("enddate", "Events up to this instant."),
            ],
            response: .object("amqpbackfill", AMQPFields.backfill)
        ) { [station] call in
            let backfill = try await station.backfill(from: call)
            try await station.backfill(backfill)
            return .object(backfill.answer(nil))
        }
    }

    var listBackfills: APICommand {
        APICommand(
            "listAMQPBackfills", "Lists backfills, and how far each is.", roles: .admin,
            response: .list("amqpbackfill", AMQPFields.backfill)
        ) { [station] _ in
            let all = station.state.withLock { Array($0.backfills.values) }
            let answers = all.map { ($0.watched.read { $0 }, $0.worker.board.status) }
                .sorted { $0.0.id < $1.0.id }.map { $0.0.answer($0.1) }
            return .list(answers, count: answers.count)
        }
    }

    var cancelBackfill: APICommand {
        APICommand(
            "cancelAMQPBackfill", "Ends a backfill where it is.", roles: .admin,
            parameters: [.string("id", required: true, "The backfill's id.")], response: .success
        ) { [station] call in
            try await station.cancelBackfill(call.id("id"))
            return .success
        }
    }
}

extension AMQPStation {
    func backfill(from call: APICall) async throws -> Backfill {
        let place = try target(call.required("target")).place
        let target = place.worker.order.read(\.subject)
        let (after, through) = try await range(call)
        let exchange = call.string("exchange") ?? target.exchange
        do {
            let filter = try call.string("filter").map { try TopicPattern($0) } ?? target.filter
            return Backfill(
                id: EventID.next().description, target: target, after: after, through: through,
                exchange: exchange == "-" ? "" : exchange,
                routingKey: try call.required("routingkey"),
                filter: filter, cursor: after)
        } catch let error as TopicError {
            throw APIError.invalid("filter: a pattern such as *.AlertEvent.# (\(error))")
        }
    }

    /// Dates become sequences, so that the range is fixed whatever comes.
    private func range(_ call: APICall) async throws -> (after: Int64, through: Int64) {
        var after = call.string("after").flatMap { Int64($0) } ?? 0
        var through = call.string("through").flatMap { Int64($0) } ?? .max
        let kept = try await context.store.firstSequence
        let last = try await context.store.lastSequence
        after = max(after, kept - 1)
        through = min(through, last)
        if let start = call.date("startdate") {
            after = max(after, try await edge(from: start, to: nil, ascending: true) - 1)
        }
        if let end = call.date("enddate", endOfDay: true) {
            through = min(through, try await edge(from: nil, to: end, ascending: false))
        }
        guard after < through else {
            throw APIError.invalid("there is no event in this range; kept are \(kept) to \(last)")
        }
        return (after, through)
    }

    private func edge(from: Timestamp?, to: Timestamp?, ascending: Bool) async throws -> Int64 {
        var query = EventQuery()
        (query.from, query.to) = (from, to)
        query.includesArchived = true
        query.ascending = ascending
        query.limit = 1
        return try await context.store.events(query).elements.first?.sequence
            ?? (ascending ? .max : 0)
    }
}
