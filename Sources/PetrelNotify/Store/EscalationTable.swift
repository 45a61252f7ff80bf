internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Events that wait to be acknowledged, and who has acknowledged what.
struct EscalationTable: Sendable {
    let context: PluginContext

    func due(_ now: Timestamp) async throws -> [Expectation] {
        try await select(
            "due > 0 AND due <= ? ORDER BY due LIMIT 500", [.integer(now.nanoseconds)])
    }

    func nextDue() async throws -> Timestamp? {
        try await context.read { reader in
            try reader.rows("SELECT min(due) FROM notify_escalations WHERE due > 0", [])
        }.first?.first?.integer.map(Timestamp.init(nanoseconds:))
    }

    /// Newest first.
    func of(_ subscription: String) async throws -> [Expectation] {
        try await select(
            "subscription = ? ORDER BY sequence DESC LIMIT 1000", [.text(subscription)])
    }

    /// Those that wait for somebody's word about an event.
    func waiting(for event: String) async throws -> [Expectation] {
        try await select("event = ? AND due > 0", [.text(event)])
    }

    private func select(
        _ condition: String, _ arguments: [LedgerValue]
    ) async throws -> [Expectation] {
        try await context.read { reader in
            try reader.rows(
                """
                SELECT subscription, sequence, event, lane, began, due, outcome
                FROM notify_escalations WHERE \(condition)
                """, arguments
            ).map { row in
                Expectation(
                    subscription: row[0].text ?? "", sequence: row[1].integer ?? 0,
                    event: row[2].text ?? "", lane: row[3].text ?? "",
                    began: Timestamp(nanoseconds: row[4].integer ?? 0),
                    due: Timestamp(nanoseconds: row[5].integer ?? 0), outcome: row[6].text ?? "")
            }
        }
    }

    func acknowledgements(of event: String) async throws -> [Acknowledgement] {
        try await context.read { reader in
            try reader.rows(
                """
                SELECT username, account, domain_path, role, at FROM notify_acknowledged
                WHERE event = ?
                """, [.text(event)]
            ).map { row in
                Acknowledgement(
                    event: event, user: row[0].text ?? "", account: row[1].text ?? "",
                    domainPath: row[2].text ?? "/", role: Int(row[3].integer ?? 0),
                    time: Timestamp(nanoseconds: row[4].integer ?? 0))
            }
        }
    }
}

extension EscalationTable {
    /// Once for each event: what comes again after a kill, or in a circle, waits no second time.
    static func write(_ one: Expectation, _ rows: any LedgerTransaction) throws {
        try rows.execute(
            """
            INSERT INTO notify_escalations SELECT ?, ?, ?, ?, ?, ?, '' WHERE EXISTS (
                SELECT 1 FROM notify_subscriptions WHERE id = ?)
            ON CONFLICT (subscription, sequence) DO NOTHING
            """,
            [
                .text(one.subscription), .integer(one.sequence), .text(one.event),
                .text(one.lane), .integer(one.began.nanoseconds), .integer(one.due.nanoseconds),
                .text(one.subscription),
            ])
    }

    static func settle(
        _ one: Expectation, _ outcome: String, _ rows: any LedgerTransaction
    ) throws {
        try rows.execute(
            """
            UPDATE notify_escalations SET due = 0, outcome = ?
            WHERE subscription = ? AND sequence = ?
            """, [.text(outcome), .text(one.subscription), .integer(one.sequence)])
    }

    static func write(_ word: Acknowledgement, _ rows: any LedgerTransaction) throws {
        try rows.execute(
            """
            INSERT INTO notify_acknowledged VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (event, account, username) DO NOTHING
            """,
            [
                .text(word.event), .text(word.user), .text(word.account), .text(word.domainPath),
                .integer(Int64(word.role)), .integer(word.time.nanoseconds),
            ])
    }

    static func sweep(_ before: Timestamp, _ rows: any LedgerTransaction) throws {
        try rows.execute(
            "DELETE FROM notify_escalations WHERE due = 0 AND began < ?",
            [.integer(before.nanoseconds)])
        try rows.execute(
            "DELETE FROM notify_acknowledged WHERE at < ?", [.integer(before.nanoseconds)])
    }
}
