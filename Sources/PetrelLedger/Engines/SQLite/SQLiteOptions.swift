public import PetrelStates

/// How a ledger in an SQLite file is kept.
public struct SQLiteOptions: Sendable {
    /// Kinds beside those of the resource catalogue, as plug-ins bring them.
    public var kinds: [AnyStateMachine] = []
    /// Events in one partition; the unit that retention drops. 250,000.
    public var eventsPerPartition: Int64 = 250_000
    /// The longest time one partition takes events. 7 days.
    public var partitionAge: Duration = .seconds(7 * 86_400)
    /// The newest events, kept in memory for readers that have caught up. 8,192.
    public var eventsInMemory = 8_192
    /// Commits that may share one transaction. 1,024.
    public var commitsPerGroup = 1_024
    /// Writers that may wait; the next one is refused. 100,000.
    public var waitingWriters = 100_000
    /// Connections that read at once. 4.
    public var readers = 4

    /// Pages of the write-ahead log before they are written into the file itself. 4,000, which are 16 MB.
    var pagesInLog = 4_000

    public init() {}
}
