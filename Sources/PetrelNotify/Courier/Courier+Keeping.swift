internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

/// What is written down, and for how long.
extension Courier {
    /// Writes down what changed, again and again; never more often than needed.
    func keepProgress() async throws {
        for await _ in changes {
            repeat {
                try await checkpoint(allAttempts: false)
                try await Task.sleep(for: settings.checkpoint)
            } while board.withLock { !$0.attempts.isEmpty }
        }
    }

    /// How many attempts one commit holds.
    private static let mostAttempts = 512

    /// Returns when all that has changed up to now is written down. One after the other, so that nothing older is
    /// written over something newer, and nobody looks while another is still writing.
    ///
    /// - Parameter allAttempts: Whether attempts are written, too, that may wait for others of their subscriptions.
    func checkpoint(allAttempts: Bool = true) async throws {
        let writing = writing.withLock { last in
            let next = Task { [before = last] in
                _ = await before?.result
                try await self.writeDown(allAttempts)
            }
            last = next
            return next
        }
        try await writing.value
    }

    /// Rows and cursor in one commit: what the cursor passed is done, or is in a row. Attempts go before, a few at a time,
    /// so that those who commit events meanwhile do not wait for all of them.
    private func writeDown(_ allAttempts: Bool) async throws {
        let (snapshot, batch) = board.withLock { board in
            (board.snapshot(allAttempts: allAttempts), self.batch.withLock { $0 })
        }
        let attempts = snapshot.attempts
        for first in stride(from: 0, to: attempts.count, by: Self.mostAttempts) {
            let some = attempts[first..<min(first + Self.mostAttempts, attempts.count)]
            try await context.commit(rows: [
                { rows in for attempt in some { try ProgressTable.write(attempt, rows) } }
            ])
        }
        let rows: @Sendable (any LedgerTransaction) throws -> Void = { rows in
            try ProgressTable.write(snapshot, rows)
        }
        if let batch {
            self.batch.withLock { if $0?.cursor == batch.cursor { $0 = nil } }
            try await batch.acknowledge(through: snapshot.dispatched, rows)
        } else if !snapshot.isEmpty {
            try await context.commit(rows: [rows])
        }
    }

    /// Takes away what is kept long enough.
    func sweep() async throws {
        while true {
            try await time.sleep(settings.sweep)
            try await leaveGoneAccounts()
            let now = time.now()
            board.withLock { $0.people.forgetOld(at: now) }
            let before = now.advanced(by: .zero - settings.keepAttempts)
            let most = Int64(settings.mostAttempts)
            let ids = board.withLock { Array($0.slot.keys) }
            for chunk in stride(from: 0, to: ids.count, by: 100) {
                let some = ids[chunk..<min(chunk + 100, ids.count)]
                try await context.commit(rows: [
                    { rows in
                        for id in some { try Self.sweep(id, before, most, rows) }
                        try FolderTable.sweep(now, rows)
                        try EscalationTable.sweep(before, rows)
                        try rows.execute(
                            "DELETE FROM notify_keys WHERE at < ?", [.integer(before.nanoseconds)])
                    }
                ])
            }
        }
    }

    /// What an account had goes with it. Nothing was sent since it was deleted: it has no rights any more.
    func leaveGoneAccounts() async throws {
        let owners = board.withLock { board in
            Dictionary(
                grouping: board.slots.compactMap { $0?.subscription }, by: \.account
            ).mapValues { $0.map(\.id) }
        }
        for (account, ids) in owners {
            guard
                let found = try await context.store.resource(kind: Account.kind, id: account),
                found.removed != nil
            else { continue }
            for id in ids { try await forget(id) }
        }
    }

    /// Ends a subscription and all that is known of it.
    func forget(_ id: String) async throws {
        // First out of the board, so that nothing is sent after this has answered but what is under way.
        perform { board in
            board.remove(id)
            return []
        }
        shop.forget(id)
        try await context.commit(rows: [{ try SubscriptionTable.delete(id, $0) }])
    }

    private static func sweep(
        _ id: String, _ before: Timestamp, _ most: Int64, _ rows: any LedgerTransaction
    ) throws {
        try rows.execute(
            "DELETE FROM notify_attempts WHERE subscription = ? AND number < ?",
            [.text(id), .integer(before.nanoseconds)])
        try rows.execute(
            """
            DELETE FROM notify_attempts WHERE subscription = ? AND number <= (
                SELECT number FROM notify_attempts WHERE subscription = ?
                ORDER BY number DESC LIMIT 1 OFFSET ?)
            """, [.text(id), .text(id), .integer(most)])
    }
}
