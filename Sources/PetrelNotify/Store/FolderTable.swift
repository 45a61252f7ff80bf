internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What is kept for people, and what they got in the last hour.
struct FolderTable: Sendable {
    let context: PluginContext

    /// In the order they were begun.
    func all() async throws -> [Folder] {
        try await context.read { reader in
            try reader.rows(
                "SELECT subscription, number, due, body FROM notify_digests ORDER BY number", []
            ).compactMap { row in
                guard let subscription = row[0].text, let number = row[1].integer,
                    let body = row[3].text, let json = try? JSONReader().read(body)
                else { return nil }
                return Folder(
                    Folder.ID(subscription: subscription, number: number),
                    due: Timestamp(nanoseconds: row[2].integer ?? 0), stored: json)
            }
        }
    }

    /// What was sent since a time, in order.
    func sent(
        since time: Timestamp
    ) async throws -> [(id: String, to: Recipient, at: Timestamp)] {
        try await context.read { reader in
            try reader.rows(
                "SELECT id, channel, address, at FROM notify_sent WHERE at > ? ORDER BY at",
                [.integer(time.nanoseconds)]
            ).map { row in
                (
                    row[0].text ?? "",
                    Recipient(channel: row[1].text ?? "", address: row[2].text ?? ""),
                    Timestamp(nanoseconds: row[3].integer ?? 0)
                )
            }
        }
    }

    /// Before the message goes out: a kill gives nobody more than he may get.
    func count(_ id: String, _ recipient: Recipient, at now: Timestamp) async throws {
        try await context.commit(rows: [
            { rows in
                try rows.execute(
                    "INSERT INTO notify_sent VALUES (?, ?, ?, ?)",
                    [
                        .text(id), .text(recipient.channel), .text(recipient.address),
                        .integer(now.nanoseconds),
                    ])
            }
        ])
    }

    func giveBack(_ id: String) async throws {
        try await context.commit(rows: [
            { try $0.execute("DELETE FROM notify_sent WHERE id = ?", [.text(id)]) }
        ])
    }

    static func write(_ changes: People.Changes, _ rows: any LedgerTransaction) throws {
        for id in changes.gone {
            try rows.execute(
                "DELETE FROM notify_digests WHERE subscription = ? AND number = ?",
                [.text(id.subscription), .integer(id.number)])
        }
        for folder in changes.folders {
            // What was deleted meanwhile must not come back.
            try rows.execute(
                """
                INSERT INTO notify_digests SELECT ?, ?, ?, ? WHERE EXISTS (
                    SELECT 1 FROM notify_subscriptions WHERE id = ?)
                ON CONFLICT (subscription, number) DO UPDATE SET due = excluded.due,
                    body = excluded.body
                """,
                [
                    .text(folder.id.subscription), .integer(folder.id.number),
                    .integer(folder.due.nanoseconds), .text(folder.stored.description),
                    .text(folder.id.subscription),
                ])
        }
    }

    /// What no window looks back to any more.
    static func sweep(_ now: Timestamp, _ rows: any LedgerTransaction) throws {
        let hour = now.advanced(by: .zero - Allowance.window)
        try rows.execute("DELETE FROM notify_sent WHERE at < ?", [.integer(hour.nanoseconds)])
        let day = now.advanced(by: .seconds(-86_400))
        try rows.execute("DELETE FROM notify_questions WHERE at < ?", [.integer(day.nanoseconds)])
    }
}
