/// What a walk along the whole chain found.
public struct LedgerVerification: Sendable, Hashable {
    /// The first event that is not what was written, and how that shows.
    public struct Fault: Sendable, Hashable {
        public let sequence: Int64
        public let reason: String

        package init(sequence: Int64, reason: String) {
            self.sequence = sequence
            self.reason = reason
        }
    }

    /// How many events were found good before the fault, or altogether.
    public let intact: Int64
    /// Where the good part ends.
    public let checkpoint: LedgerCheckpoint
    /// `nil` when nothing is wrong.
    public let fault: Fault?

    package init(intact: Int64, checkpoint: LedgerCheckpoint, fault: Fault?) {
        self.intact = intact
        self.checkpoint = checkpoint
        self.fault = fault
    }
}

/// How far a long walk has come.
public struct LedgerProgress: Sendable, Hashable {
    public let done: Int64
    /// `nil` when nobody can say beforehand.
    public let total: Int64?

    package init(done: Int64, total: Int64?) {
        self.done = done
        self.total = total
    }
}
