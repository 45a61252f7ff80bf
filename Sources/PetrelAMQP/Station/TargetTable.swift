internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Targets that were added while the server ran, and which targets are paused.
struct TargetTable: Sendable {
    struct Row: Sendable {
        /// As it was given; empty for a target of the settings.
        var values: [String: JSONValue]
        var isPaused: Bool
    }

    let context: PluginContext

    init(_ context: PluginContext) { self.context = context }

    func all() async throws -> [String: Row] {
        let rows = try await context.read {
            try $0.rows("SELECT id, body, paused FROM amqp_targets", [])
        }
        return rows.reduce(into: [:]) { all, row in
            guard case .text(let id) = row[0], case .text(let body) = row[1] else { return }
            let values = (try? JSONReader().read(body))?.object ?? [:]
            all[id] = Row(values: values, isPaused: row[2] == .integer(1))
        }
    }

    func write(_ id: String, _ row: Row) async throws {
        try await context.commit(rows: [
            { rows in
                try rows.execute(
                    """
                    INSERT INTO amqp_targets (id, body, paused) VALUES (?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET body = excluded.body, paused = excluded.paused
                    """,
                    [
                        .text(id), .text(JSONValue.object(row.values).description),
                        .integer(row.isPaused ? 1 : 0),
                    ])
            }
        ])
    }

    func remove(_ id: String) async throws {
        try await context.commit(rows: [
            { try $0.execute("DELETE FROM amqp_targets WHERE id = ?", [.text(id)]) }
        ])
    }
}
