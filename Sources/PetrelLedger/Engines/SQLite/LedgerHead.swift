internal import PetrelCloud

/// Where the ledger ends, and where the next event goes. A value, so that a failed transaction just puts it back.
struct LedgerHead: Sendable {
    /// The last sequence given; 0 before the first.
    var sequence: Int64 = 0
    /// The hash of the last event.
    var hash: [UInt8]?
    /// The partition that takes events; `nil` before the first.
    var partition: Partition?
}

/// One table of events: those from `first` on, up to the next partition's.
struct Partition: Sendable, Hashable {
    let first: Int64
    /// When it was begun, by the ledger's clock.
    let opened: Timestamp
    /// The last sequence and the times of its events, once nothing more is added.
    var last: Int64?
    var oldest: Timestamp?
    var newest: Timestamp?

    var table: String { Self.table(first: first) }

    static func table(first: Int64) -> String { "events_\(first)" }
}
