internal import PetrelCloud
internal import PetrelLedger

/// What a list shows: the same however late it is read.
struct UsageView: Hashable, Sendable {
    /// Until when what is open counts.
    let now: Timestamp
    /// The last event that counts.
    var through = Int64.max
    /// The number of the last resource there is; `nil` for the last one there will be when somebody looks.
    var last: Int64?

    init(now: Timestamp) { self.now = now }

    /// What is known now.
    init(_ reader: any LedgerReader, now: Timestamp) throws {
        self.init(now: now)
        through =
            try reader.rows("SELECT sequence FROM usage_progress WHERE name = 'main'", [])
            .first?.first?.integer ?? 0
        last = try Self.highest(reader)
    }

    static func highest(_ reader: any LedgerReader) throws -> Int64 {
        try reader.rows("SELECT MAX(number) FROM usage_resources", []).first?.first?.integer ?? 0
    }
}
