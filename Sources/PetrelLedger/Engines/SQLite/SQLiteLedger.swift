internal import Dispatch
internal import GRDB
internal import PetrelCloud
internal import Synchronization

/// The ledger in one SQLite file, for one process.
///
/// - Order: one writer; sequences are given in the order of commits, without holes.
/// - Durability: every commit is synced (`synchronous=FULL`, read back when the file is opened).
/// - A slow reader costs the others nothing: it reads the file at its own pace.
/// - Closing: what was accepted is written, later commits are refused, feeds end.
///
/// After a failed write or sync everything is refused until the file is opened again, since nobody knows what the disk
/// holds. A full disk refuses commits for as long as it is full, and only those.
public final class SQLiteLedger: Ledger {
    public let path: String
    let pool: DatabasePool
    let lock: FileLock
    let writer: LedgerWriter
    let queue: WriteQueue
    let tail: FeedTail
    let quick: QuickReaders
    let counts = EventCounts()
    private let closing = Mutex<Task<Void, Never>?>(nil)

    /// Opens the file, or makes it; the folder must be there. Throws when any promise could not be kept with it.
    public init(path: String, options: SQLiteOptions = SQLiteOptions()) throws(LedgerError) {
        self.path = path
        lock = try FileLock(ledger: path)
        do {
            pool = try SQLiteFile.open(path, options: options)
            let first: Int64
            (writer, first) = try pool.writeWithoutTransaction { db in
                let writer = try LedgerWriter(db, path: path, options: options)
                return (writer, try Partition.all(db).first?.first ?? 1)
            }
            tail = FeedTail(
                last: writer.head.sequence, first: first, limit: options.eventsInMemory)
            quick = try QuickReaders(path: path, count: options.readers)
        } catch {
            throw StorageFailure.ledgerError(error, path: path)
        }
        queue = WriteQueue(limit: options.waitingWriters)
    }

    public var lastSequence: Int64 { get async throws { tail.bounds.last } }
    public var firstSequence: Int64 { get async throws { tail.bounds.first } }

    public func follow(after cursor: Int64, limit: Int) -> LedgerFeed {
        LedgerFeed { [self] in
            let reader = FeedReader(self, after: cursor, limit: limit)
            return { try await reader.next() }
        }
    }

    /// Whoever closes it once more waits for the first who does.
    public func close() async {
        let closing = closing.withLock { closing in
            let task = closing ?? Task { await end() }
            closing = task
            return task
        }
        await closing.value
    }

    /// Waits for readers who are not done, on a thread of its own: it is the few threads on which tasks run that let
    /// them be done.
    private func closePool() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [pool] in
                try? pool.close()
                continuation.resume()
            }
        }
    }

    private func end() async {
        // Waits behind everything that was accepted before.
        try? await work { _ in }
        queue.refuse(with: .closed)
        tail.close()
        quick.close()
        try? await pool.writeWithoutTransaction { [writer] _ in writer.close() }
        await closePool()
        lock.release()
    }
}
