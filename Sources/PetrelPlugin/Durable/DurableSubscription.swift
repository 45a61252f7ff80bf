internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger

/// A reader of the ledger that the ledger remembers.
///
/// - Order: sequence order, and so version order for each resource.
/// - Deliveries: at least once. What was not acknowledged comes again after a restart; with rows in
///   ``DurableBatch/acknowledge(_:)`` what is made of an event is made exactly once.
/// - A slow reader costs nobody else anything: it falls behind in the ledger and is fed from there.
/// - End: the sequence ends with the task, or throws ``PetrelLedger/LedgerError/historyGone`` when retention took
///   events that were still to come.
public struct DurableSubscription: AsyncSequence, Sendable {
    public typealias Element = DurableBatch
    public typealias Failure = any Error

    /// Who else hears the same when several servers share the ledger.
    public enum Scope: String, Sendable, Hashable {
        /// Exactly one server works it.
        case once
        /// Every server works everything, each with a cursor of its own.
        case cluster
        /// Every server works what it committed itself.
        case node
    }

    /// Where a subscription that has no cursor yet begins.
    public enum Start: Sendable, Hashable {
        case now
        case oldest
        case after(Int64)
    }

    /// As the cursor is called in the ledger.
    public let cursorName: String
    let pattern: TopicPattern?
    let limit: Int
    let first: Int64
    let ledger: any Ledger
    let progress: PluginProgress

    public func makeAsyncIterator() -> Iterator {
        Iterator(
            subscription: self, feed: ledger.follow(after: first, limit: limit).makeAsyncIterator(),
            acknowledged: first)
    }

    func acknowledge(
        through sequence: Int64, _ rows: (@Sendable (any LedgerTransaction) throws -> Void)?
    ) async throws {
        try await ledger.move(cursor: cursorName, to: sequence, rows: rows.map { [$0] } ?? [])
        progress.reached(sequence, cursorName)
    }

    public struct Iterator: AsyncIteratorProtocol {
        let subscription: DurableSubscription
        var feed: LedgerFeed.Iterator
        /// How far a cursor may be behind what was looked at and did not match.
        private static let farBehind: Int64 = 10_000
        var acknowledged: Int64

        public mutating func next() async throws -> DurableBatch? {
            while let events = try await feed.next() {
                try Task.checkCancellation()
                guard let last = events.last?.sequence else { continue }
                let matching = subscription.pattern.map { pattern in
                    events.filter { pattern.matches($0.topic) }
                }
                if matching?.isEmpty != true {
                    acknowledged = last
                    subscription.progress.gave(last, subscription.cursorName)
                    return DurableBatch(
                        events: matching ?? events, cursor: last, subscription: subscription)
                }
                subscription.progress.skipped(last, subscription.cursorName)
                try await skip(to: last)
            }
            return nil
        }

        /// Nothing here matched; now and then that is noted, so that a restart need not look again. Only when all
        /// that was handed out before is acknowledged: a cursor must never pass what is still under way.
        private mutating func skip(to last: Int64) async throws {
            guard last - acknowledged > Self.farBehind,
                subscription.progress.isSettled(subscription.cursorName)
            else { return }
            try await subscription.acknowledge(through: last, nil)
            acknowledged = last
        }
    }
}
