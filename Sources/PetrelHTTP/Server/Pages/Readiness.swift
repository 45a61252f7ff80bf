internal import PetrelLedger

/// Whether the ledger takes a commit. It is tried at most once a second, however many ask, and
/// nobody waits longer than two seconds for a disk that does not answer.
actor Readiness {
    private static let fresh = Duration.seconds(1)
    private static let patience = Duration.seconds(2)

    private let ledger: any Ledger
    private var reason: String?
    private var checked: ContinuousClock.Instant?
    private var isChecking = false
    private var waiting: [Int: CheckedContinuation<String?, Never>] = [:]
    private var lastTicket = 0

    init(ledger: any Ledger) { self.ledger = ledger }

    /// What stands against it, `nil` when nothing does.
    func reasonAgainst() async -> String? {
        if let checked, .now - checked < Self.fresh { return reason }
        if !isChecking {
            isChecking = true
            Task { finish(await check()) }
        }
        lastTicket += 1
        let ticket = lastTicket
        let timer = Task {
            try await Task.sleep(for: Self.patience)
            waiting.removeValue(forKey: ticket)?.resume(returning: "The ledger does not answer.")
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { waiting[ticket] = $0 }
    }

    private func finish(_ reason: String?) {
        self.reason = reason
        checked = .now
        isChecking = false
        let all = waiting.values
        waiting = [:]
        for continuation in all { continuation.resume(returning: reason) }
    }

    /// Writes a cursor, which takes the same way as any change: a transaction and a sync.
    private nonisolated func check() async -> String? {
        do {
            let last = try await ledger.lastSequence
            try await ledger.move(cursor: "readiness", to: last, rows: [])
            return nil
        } catch {
            return "\(error)"
        }
    }
}
