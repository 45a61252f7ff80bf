internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Backfills as they are kept, so that one goes on after a restart.
struct BackfillTable: Sendable {
    let context: PluginContext

    init(_ context: PluginContext) { self.context = context }

    func write(_ backfill: Backfill) async throws {
        let body = JSONValue.object([
            "target": .string(backfill.target.id), "after": .integer(backfill.after),
            "through": .integer(backfill.through), "exchange": .string(backfill.exchange),
            "routingkey": .string(backfill.routingKey), "sent": .integer(backfill.sent),
            "filter": .string(backfill.filter.description), "cursor": .integer(backfill.cursor),
            "state": .string(backfill.state.rawValue),
        ])
        try await context.commit(rows: [
            { rows in
                try rows.execute(
                    """
                    INSERT INTO amqp_backfills (id, body) VALUES (?, ?)
                    ON CONFLICT (id) DO UPDATE SET body = excluded.body
                    """, [.text(backfill.id), .text(body.description)])
            }
        ])
    }

    /// All whose target is still there, oldest first.
    func all(_ targets: [String: AMQPTarget]) async throws -> [Backfill] {
        let rows = try await context.read {
            try $0.rows("SELECT id, body FROM amqp_backfills ORDER BY id", [])
        }
        return rows.compactMap { row in
            guard case .text(let id) = row[0], case .text(let body) = row[1] else { return nil }
            return Self.backfill(id, body, targets)
        }
    }

    private static func backfill(
        _ id: String, _ body: String, _ targets: [String: AMQPTarget]
    ) -> Backfill? {
        guard let json = try? JSONReader().read(body),
            let target = json["target"]?.string.flatMap({ targets[$0] }),
            let after = json["after"]?.integer, let through = json["through"]?.integer,
            let exchange = json["exchange"]?.string, let key = json["routingkey"]?.string,
            let filter = json["filter"]?.string.flatMap({ try? TopicPattern($0) })
        else { return nil }
        var backfill = Backfill(
            id: id, target: target, after: after, through: through, exchange: exchange,
            routingKey: key, filter: filter, cursor: json["cursor"]?.integer ?? after)
        backfill.sent = json["sent"]?.integer ?? 0
        backfill.state = json["state"]?.string.flatMap(Backfill.State.init) ?? .running
        return backfill
    }
}
