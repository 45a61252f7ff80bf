public import PetrelBus
internal import PetrelLedger

extension PluginContext {
    /// Events from the ledger, from where this plug-in left off.
    ///
    /// - Parameters:
    ///   - label: Tells several subscriptions of one plug-in apart; the cursor is named after plug-in and label.
    ///   - pattern: Which topics; all without one.
    ///   - start: Where to begin the very first time.
    ///   - limit: The most events in one batch.
    public func durable(
        _ label: String = "main", matching pattern: TopicPattern? = nil,
        from start: DurableSubscription.Start = .now, limit: Int = 512,
        scope: DurableSubscription.Scope = .once
    ) async throws -> DurableSubscription {
        let cursorName = "\(name).\(label)" + (scope == .once ? "" : "@\(node)")
        let first = try await begin(cursorName, start)
        progress.began(first, cursorName)
        return DurableSubscription(
            cursorName: cursorName, pattern: pattern, limit: limit, first: first, ledger: ledger,
            progress: progress)
    }

    /// The cursor of a subscription; a new one is noted at once, so that `now` means the same after a restart.
    private func begin(_ cursorName: String, _ start: DurableSubscription.Start) async throws
        -> Int64
    {
        if let cursor = try await ledger.cursor(named: cursorName) { return cursor }
        let first: Int64
        switch start {
        case .now: first = try await ledger.lastSequence
        case .oldest: first = Swift.max(0, try await ledger.firstSequence - 1)
        case .after(let sequence): first = sequence
        }
        try await ledger.move(cursor: cursorName, to: first, rows: [])
        return first
    }

    /// How far a subscription that every server shares has acknowledged; `nil` before it began.
    public func cursor(_ label: String = "main") async throws -> Int64? {
        try await ledger.cursor(named: "\(name).\(label)")
    }

    /// Puts a subscription elsewhere, as when retention took what it had still to do. Whoever reads it begins anew.
    public func move(_ label: String = "main", to sequence: Int64) async throws {
        try await ledger.move(cursor: "\(name).\(label)", to: sequence, rows: [])
    }

    /// A subscription that nobody will read again: it no longer counts as behind.
    public func retire(_ label: String) {
        progress.ended("\(name).\(label)")
    }
}
