internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Addresses that something is known against.
struct SuppressionTable: Sendable {
    let context: PluginContext

    func all() async throws -> [Suppression] {
        try await context.read { reader in
            try reader.rows(
                """
                SELECT channel, address, bounces, suppressed, at, status, source, reason
                FROM notify_suppressed
                """, []
            ).map { row in
                Suppression(
                    recipient: Recipient(channel: row[0].text ?? "", address: row[1].text ?? ""),
                    bounces: row[2].integer ?? 0, isSuppressed: row[3].integer == 1,
                    since: Timestamp(nanoseconds: row[4].integer ?? 0), status: row[5].integer,
                    source: row[6].text ?? "", reason: row[7].text ?? "")
            }
        }
    }

    func write(_ one: Suppression) async throws {
        try await context.commit(rows: [
            { rows in
                try rows.execute(
                    """
                    INSERT INTO notify_suppressed VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (channel, address) DO UPDATE SET bounces = excluded.bounces,
                        suppressed = excluded.suppressed, at = excluded.at,
                        status = excluded.status, source = excluded.source,
                        reason = excluded.reason
                    """,
                    [
                        .text(one.recipient.channel), .text(one.recipient.address),
                        .integer(one.bounces), .integer(one.isSuppressed ? 1 : 0),
                        .integer(one.since.nanoseconds), LedgerValue(one.status),
                        .text(one.source), .text(one.reason),
                    ])
            }
        ])
    }

    func delete(_ recipient: Recipient) async throws {
        try await context.commit(rows: [
            { rows in
                try rows.execute(
                    "DELETE FROM notify_suppressed WHERE channel = ? AND address = ?",
                    [.text(recipient.channel), .text(recipient.address)])
            }
        ])
    }
}
