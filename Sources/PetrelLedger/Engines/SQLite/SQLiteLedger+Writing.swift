internal import GRDB
public import PetrelCloud

extension SQLiteLedger {
    public func commit(_ commit: Commit) async throws -> Committed {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(CommitOrder(commit: commit, continuation: continuation))
        }
    }

    public func move(
        cursor name: String, to sequence: Int64,
        rows: [@Sendable (any LedgerTransaction) throws -> Void]
    ) async throws {
        try await work { writer in
            let sql = """
                INSERT INTO cursors (name, sequence) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence
                """
            try writer.prepared(sql).run([.text(name), .integer(sequence)])
            let transaction = PluginRows(db: writer.db, mayWrite: true)
            for body in rows { try transaction.run(body) }
        }
    }

    public func prepare(tables name: String, migrations: [String]) async throws {
        try await work { writer in
            let done =
                try Int.fetchOne(
                    writer.db, sql: "SELECT migrations FROM plugin_tables WHERE name = ?",
                    arguments: [name]) ?? 0
            guard done < migrations.count else { return }
            try PluginRows(db: writer.db, mayWrite: true).run { _ in
                for sql in migrations[done...] { try writer.db.execute(sql: sql) }
            }
            let sql = """
                INSERT INTO plugin_tables (name, migrations) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET migrations = excluded.migrations
                """
            try writer.prepared(sql).run([.text(name), .integer(Int64(migrations.count))])
        }
    }

    public func dropEvents(before time: Timestamp) async throws -> Int {
        let dropped = try await work { writer in try writer.dropPartitions(before: time) }
        if let first = dropped.first { tail.dropped(before: first) }
        counts.forget()
        return dropped.count
    }

    /// Runs on the writing connection, in one transaction with whoever else is waiting.
    func work<Output: Sendable>(
        _ work: @escaping @Sendable (LedgerWriter) throws -> Output
    ) async throws -> Output {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(WorkOrder(work: work, continuation: continuation))
        }
    }

    private func enqueue(_ order: some WriteOrder) {
        do {
            guard try queue.add(order) else { return }
            pool.asyncWriteWithoutTransaction { [self] _ in writeAllThatWait() }
        } catch {
            order.fail(error)
        }
    }

    /// Whoever comes while a group is written is in the next one.
    private func writeAllThatWait() {
        var last = 0
        while true {
            queue.awaitCompany(of: last)
            let orders = queue.take(atMost: writer.options.commitsPerGroup)
            guard !orders.isEmpty else { return }
            last = orders.count
            do {
                try writer.write(orders, publish: tail.publish)
            } catch {
                if error.halts { queue.refuse(with: error) }
                for order in orders { order.fail(error) }
            }
            do {
                try writer.tidy()
            } catch {
                queue.refuse(with: error)
            }
        }
    }
}
