internal import GRDB
internal import PetrelCloud

/// Groups of orders, each group one transaction and one sync.
extension LedgerWriter {
    /// What becomes of the callers once the group is durable.
    private struct Outcomes {
        var finishes: [@Sendable () -> Void] = []
        var refusals: [(order: any WriteOrder, error: any Error)] = []

        func tell() {
            for finish in finishes { finish() }
            for refusal in refusals { refusal.order.fail(refusal.error) }
        }
    }

    /// Writes what can be written, publishes it and tells everybody. Throws what fails all of them.
    ///
    /// The callers are told before the readers who wait: whoever writes step after step waits for nobody else to be
    /// woken, and finds what was written wherever it looks.
    ///
    /// A savepoint copies every page that it touches, so simple orders do without. Should one of them fail half-way all
    /// the same, as with an event that is there already, the group is taken back and written again with savepoints for
    /// all.
    func write(
        _ orders: [any WriteOrder], publish: ([CloudEvent]) -> () -> Void
    ) throws(LedgerError) {
        var outcomes = try transact(orders, carefully: false)
        if outcomes == nil { outcomes = try transact(orders, carefully: true) }
        let tellReaders = publish(appended)
        outcomes?.tell()
        tellReaders()
    }

    /// Nothing was written when this gives `nil` or throws.
    private func transact(
        _ orders: [any WriteOrder], carefully: Bool
    ) throws(LedgerError) -> Outcomes? {
        let before = head
        var outcomes = Outcomes()
        outcomes.finishes.reserveCapacity(orders.count)
        appended.removeAll(keepingCapacity: true)
        do {
            try db.beginTransaction(.immediate)
            try beginPartitionIfNeeded(now: .now)
            for order in orders {
                let usesSavepoint = carefully || order.isMadeOfParts
                guard try attempt(order, usesSavepoint: usesSavepoint, &outcomes) else {
                    try db.rollback()
                    takeBack(to: before)
                    return nil
                }
            }
            try db.commit()
            return outcomes
        } catch {
            takeBack(to: before)
            if db.isInsideTransaction { try? db.rollback() }
            guard !db.isInsideTransaction else {
                throw .halted(path: path, detail: "it could not be taken back: \(error)")
            }
            throw StorageFailure.ledgerError(error, path: path)
        }
    }

    /// What is known here is again what it was before the transaction.
    private func takeBack(to head: LedgerHead) {
        self.head = head
        recent.forget()
    }

    /// One order. False when a part of it is written that cannot be taken back alone; throws only what ends the whole
    /// transaction.
    private func attempt(
        _ order: any WriteOrder, usesSavepoint: Bool, _ outcomes: inout Outcomes
    ) throws -> Bool {
        let (before, count, changes) = (head, appended.count, db.totalChangesCount)
        if usesSavepoint { try statements.savepoint.run() }
        do {
            outcomes.finishes.append(try order.write(with: self))
            if usesSavepoint { try statements.release.run() }
        } catch {
            guard !StorageFailure.endsTransaction(error), db.isInsideTransaction else {
                throw error
            }
            guard usesSavepoint || db.totalChangesCount == changes else { return false }
            head = before
            appended.removeLast(appended.count - count)
            if usesSavepoint {
                try prepared("ROLLBACK TO one").run()
                try statements.release.run()
                recent.forget()
            }
            outcomes.refusals.append((order, StorageFailure.refusal(error, path: path)))
        }
        return true
    }
}
