/// Something to be written for one caller, who waits.
protocol WriteOrder: Sendable {
    /// Whether it can be refused after a part of it was written, and so needs a savepoint.
    var isMadeOfParts: Bool { get }
    /// What it returns is called when all of it is durable. May be called a second time after all was taken back.
    func write(with writer: LedgerWriter) throws -> @Sendable () -> Void
    /// Nothing of it was written.
    func fail(_ error: any Error)
}

/// A commit and the caller who waits for it.
struct CommitOrder: WriteOrder {
    let commit: Commit
    let continuation: CheckedContinuation<Committed, any Error>

    /// One change is judged before it is written, and so are the events behind it.
    var isMadeOfParts: Bool { commit.changes.count > 1 || !commit.rows.isEmpty }

    func write(with writer: LedgerWriter) throws -> @Sendable () -> Void {
        let committed = try writer.write(commit)
        return { [continuation] in continuation.resume(returning: committed) }
    }

    func fail(_ error: any Error) { continuation.resume(throwing: error) }
}

/// Any other work on the writing connection.
struct WorkOrder<Output: Sendable>: WriteOrder {
    let work: @Sendable (LedgerWriter) throws -> Output
    let continuation: CheckedContinuation<Output, any Error>

    var isMadeOfParts: Bool { true }

    func write(with writer: LedgerWriter) throws -> @Sendable () -> Void {
        let output = try work(writer)
        return { [continuation] in continuation.resume(returning: output) }
    }

    func fail(_ error: any Error) { continuation.resume(throwing: error) }
}
