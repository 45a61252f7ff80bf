internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Where every subscription is, what is held, what was given up and what was tried.
struct ProgressTable: Sendable {
    let context: PluginContext

    /// All rows of a snapshot but its attempts, for the commit that moves the cursor.
    static func write(_ snapshot: BoardSnapshot, _ rows: any LedgerTransaction) throws {
        for progress in snapshot.progress {
            try write(progress, rows)
            for change in progress.changes { try write(change, progress.run, rows) }
        }
        for letter in snapshot.dead { try write(letter, rows) }
        try FolderTable.write(snapshot.people, rows)
        for one in snapshot.expected { try EscalationTable.write(one, rows) }
    }

    static func write(_ progress: BoardSnapshot.Progress, _ rows: any LedgerTransaction) throws {
        // What was deleted meanwhile must not come back.
        try rows.execute(
            """
            INSERT INTO notify_progress
            SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (
                SELECT 1 FROM notify_subscriptions WHERE id = ?)
            ON CONFLICT (subscription, run) DO UPDATE SET position = excluded.position,
                counter = excluded.counter, behind = excluded.behind, latest = excluded.latest,
                ends = excluded.ends, beyond = excluded.beyond
            """,
            [
                .text(progress.run.subscription), .text(progress.run.replay),
                .integer(progress.position), .integer(progress.counter),
                .integer(progress.isBehind ? 1 : 0), .integer(progress.latest),
                .integer(progress.ends),
                LedgerValue(progress.beyond?.text(after: progress.position, progress.counter)),
                .text(progress.run.subscription),
            ])
    }

    static func write(
        _ change: Lanes.HeldChange, _ run: RunID, _ rows: any LedgerTransaction
    ) throws {
        switch change {
        case .released(let sequence):
            try rows.execute(
                "DELETE FROM notify_held WHERE subscription = ? AND run = ? AND sequence = ?",
                [.text(run.subscription), .text(run.replay), .integer(sequence)])
        case .held(let parcel):
            try rows.execute(
                """
                INSERT INTO notify_held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (subscription, run, sequence) DO UPDATE SET
                    attempts = excluded.attempts, step = excluded.step, due = excluded.due,
                    reason = excluded.reason
                """,
                [
                    .text(run.subscription), .text(run.replay), .integer(parcel.sequence),
                    .text(parcel.lane), .integer(parcel.counter),
                    .integer(Int64(parcel.delivery.attempts)),
                    .integer(Int64(parcel.delivery.step)),
                    .integer(parcel.delivery.due?.nanoseconds ?? 0),
                    LedgerValue(parcel.delivery.reason), .integer(Int64(parcel.bytes)),
                ])
        }
    }

    private static func write(_ letter: DeadLetter, _ rows: any LedgerTransaction) throws {
        try rows.execute(
            """
            INSERT INTO notify_dead VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (subscription, sequence) DO UPDATE SET attempts = excluded.attempts,
                at = excluded.at, reason = excluded.reason
            """,
            [
                .text(letter.subscription), .integer(letter.sequence), .text(letter.event),
                .text(letter.type), .text(letter.lane), .integer(letter.counter),
                .integer(letter.attempts), .integer(letter.time.nanoseconds),
                .text(letter.reason),
            ])
    }

    static func write(_ attempt: AttemptRecord, _ rows: any LedgerTransaction) throws {
        try rows.execute(
            "INSERT INTO notify_attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(attempt.id), .text(attempt.subscription),
                // Newest last in time, and in the order of the list.
                .integer(attempt.began.nanoseconds), .integer(attempt.sequence),
                .text(attempt.event), .text(attempt.type), .integer(attempt.counter),
                .integer(attempt.attempt), .integer(attempt.began.nanoseconds),
                .integer(attempt.ended.nanoseconds), .integer(attempt.isSuccess ? 1 : 0),
                LedgerValue(attempt.status), LedgerValue(attempt.reason), .text(attempt.excerpt),
                LedgerValue(attempt.headers), LedgerValue(attempt.payload),
            ])
    }
}

/// What a server before this one left.
extension ProgressTable {
    func progress() async throws -> [BoardSnapshot.Progress] {
        try await context.read { reader in
            try reader.rows(
                """
                SELECT subscription, run, position, counter, behind, latest, ends, beyond
                FROM notify_progress
                """, []
            ).compactMap { row in
                guard let subscription = row[0].text, let run = row[1].text else { return nil }
                let (position, counter) = (row[2].integer ?? 0, row[3].integer ?? 0)
                return BoardSnapshot.Progress(
                    run: RunID(subscription: subscription, replay: run),
                    position: position, counter: counter,
                    isBehind: row[4].integer == 1, latest: row[5].integer ?? 0,
                    ends: row[6].integer ?? .max, changes: [],
                    beyond: Beyond(row[7].text, after: position, counter))
            }
        }
    }

    /// Held parcels by run, in the order of their sequences.
    func held() async throws -> [RunID: [Parcel]] {
        try await context.read { reader in
            let rows = try reader.rows(
                """
                SELECT subscription, run, sequence, lane, counter, attempts, step, due, reason, bytes
                FROM notify_held ORDER BY sequence
                """, [])
            return rows.reduce(into: [:]) { all, row in
                guard let subscription = row[0].text, let run = row[1].text,
                    let sequence = row[2].integer, let lane = row[3].text
                else { return }
                let delivery = EventDelivery(
                    attempts: Int(row[5].integer ?? 0), step: Int(row[6].integer ?? 0),
                    due: Timestamp(nanoseconds: row[7].integer ?? 0), reason: row[8].text)
                all[RunID(subscription: subscription, replay: run), default: []].append(
                    Parcel(
                        sequence: sequence, counter: row[4].integer ?? 0, lane: lane, event: nil,
                        delivery: delivery, bytes: Int(row[9].integer ?? 0)))
            }
        }
    }
}
