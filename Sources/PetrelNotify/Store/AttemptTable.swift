internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What was tried, newest first.
struct AttemptTable: Sendable {
    let context: PluginContext

    private static let columns = """
        id, subscription, sequence, event, type, counter, attempt, began, ended, success, status,
        reason, excerpt, headers, payload
        """

    func attempts(
        of subscriptions: [String], event: String? = nil, type: String? = nil,
        from: Timestamp? = nil, to: Timestamp? = nil, limit: Int
    ) async throws -> [AttemptRecord] {
        var found: [AttemptRecord] = []
        for id in subscriptions {
            var condition = "subscription = ?"
            var arguments: [LedgerValue] = [.text(id)]
            if let event {
                (condition, arguments) = (condition + " AND event = ?", arguments + [.text(event)])
            }
            if let type {
                (condition, arguments) = (condition + " AND type = ?", arguments + [.text(type)])
            }
            if let from {
                condition += " AND began >= ?"
                arguments.append(.integer(from.nanoseconds))
            }
            if let to {
                condition += " AND began <= ?"
                arguments.append(.integer(to.nanoseconds))
            }
            found += try await select(condition + " ORDER BY number DESC LIMIT \(limit)", arguments)
        }
        return subscriptions.count == 1
            ? found : Array(found.sorted { $0.began > $1.began }.prefix(limit))
    }

    func attempt(_ id: String) async throws -> AttemptRecord? {
        try await select("id = ?", [.text(id)]).first
    }

    func delete(_ records: [AttemptRecord]) async throws {
        try await context.commit(rows: [
            { rows in
                for record in records {
                    try rows.execute(
                        "DELETE FROM notify_attempts WHERE id = ?", [.text(record.id)])
                }
            }
        ])
    }

    private func select(
        _ condition: String, _ arguments: [LedgerValue]
    ) async throws -> [AttemptRecord] {
        try await context.read { reader in
            try reader.rows(
                "SELECT \(Self.columns) FROM notify_attempts WHERE \(condition)", arguments
            ).map(AttemptRecord.init(row:))
        }
    }
}

extension AttemptRecord {
    init(row: [LedgerValue]) {
        self.init(
            id: row[0].text ?? "", subscription: row[1].text ?? "", sequence: row[2].integer ?? 0,
            event: row[3].text ?? "", type: row[4].text ?? "", counter: row[5].integer ?? 0,
            attempt: row[6].integer ?? 0, began: Timestamp(nanoseconds: row[7].integer ?? 0),
            ended: Timestamp(nanoseconds: row[8].integer ?? 0), isSuccess: row[9].integer == 1,
            status: row[10].integer, reason: row[11].text, excerpt: row[12].text ?? "",
            headers: row[13].text, payload: row[14].text)
    }

    var json: JSONValue {
        let latency = began.duration(to: ended).components
        var members: [String: JSONValue] = [
            "id": .string(id), "event": .string(event), "type": .string(type),
            "sequence": .integer(sequence), "counter": .integer(counter),
            "attempt": .integer(attempt), "success": .bool(isSuccess),
            "began": .string(began.text()), "ended": .string(ended.text()),
            "latencyms": .integer(
                latency.seconds * 1_000 + latency.attoseconds / 1_000_000_000_000_000),
            "excerpt": .string(excerpt),
        ]
        members["status"] = status.map { .integer($0) }
        members["reason"] = reason.map { .string($0) }
        return .object(members)
    }
}
