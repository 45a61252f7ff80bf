public import PetrelCloud
public import PetrelLedger

/// Events that a durable subscription was given, in sequence order.
public struct DurableBatch: Sendable {
    /// Those that match the subscription's pattern; never empty.
    public let events: [CloudEvent]
    /// How far the ledger was looked through for them; at or after the last event.
    public let cursor: Int64
    let subscription: DurableSubscription

    /// Says that all of it is done: the cursor and the rows are one commit.
    ///
    /// Until then the events come again after a restart. Batches are acknowledged in their order; acknowledging a
    /// later one stands for those before it.
    public func acknowledge(
        _ rows: (@Sendable (any LedgerTransaction) throws -> Void)? = nil
    ) async throws {
        try await acknowledge(through: cursor, rows)
    }

    /// The same for the events up to a sequence.
    public func acknowledge(
        through sequence: Int64,
        _ rows: (@Sendable (any LedgerTransaction) throws -> Void)? = nil
    ) async throws {
        try await subscription.acknowledge(through: sequence, rows)
    }
}
