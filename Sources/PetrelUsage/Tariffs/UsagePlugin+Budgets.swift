internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Budgets: what an account means to spend in a calendar month.
extension UsagePlugin {
    static let thresholds: [Int64] = [50, 80, 100]

    struct Budget: Sendable {
        let account: String
        let micros: Int64
        let book: String
    }

    /// Looks at all budgets and credits now and then, until cancelled.
    func watchBudgets() async throws {
        while !Task.isCancelled {
            do {
                try await checkBudgets(at: .now)
                try await checkCredits(at: .now)
                progress.budgets(failedWith: nil)
            } catch is CancellationError {
                return
            } catch {
                // A price that is wrong must not stop the metering.
                context.logger.warning("budgets and credits could not be looked at: \(error)")
                progress.budgets(failedWith: "\(error)")
            }
            try await Task.sleep(for: settings.budgetInterval)
        }
    }

    /// Raises an event for every threshold that is crossed and was not yet this month. Event and note are one commit,
    /// so that each is raised once, whoever looks and however often.
    func checkBudgets(at now: Timestamp) async throws {
        for budget in try await budgets() {
            let book = try await book(budget.book)
            let month = try WindowCutter(timeZone: book.timeZone).month(of: now)
            let period = UsageWindow(start: month.start, end: now)
            guard period.start < period.end, budget.micros > 0 else { continue }
            let spent = try await statement(budget.account, period, book, now: now).total
            for threshold in Self.thresholds
            where spent * 100 >= Int128(budget.micros) * Int128(threshold) {
                try await raise(threshold, of: budget, spent, in: month, book, at: now)
            }
        }
    }

    private func raise(
        _ threshold: Int64, of budget: Budget, _ spent: Int128, in month: UsageWindow,
        _ book: PriceBook, at now: Timestamp
    ) async throws {
        let place: [LedgerValue] = [
            .text(budget.account), .integer(month.start.nanoseconds), .integer(threshold),
        ]
        let isRaised = try await context.read { reader in
            try !reader.rows(
                "SELECT 1 FROM usage_crossings WHERE account = ? AND period = ? AND threshold = ?",
                place
            ).isEmpty
        }
        guard !isRaised else { return }
        var event = try await accountEvent(
            .usageBudget, budget.account,
            [
                "threshold": .integer(threshold), "spent": .string(Statement.money(spent)),
                "budget": .string(Statement.money(Int128(budget.micros))),
                "currency": .string(book.currency), "month": .string(month.start.text(.api)),
            ], at: now)
        event.level = threshold >= 100 ? .warning : .info
        event.description = "\(threshold) % of this month's budget is spent"
        // The key of the table refuses a second one.
        try await context.commit(
            [event],
            rows: [{ try $0.execute("INSERT INTO usage_crossings VALUES (?, ?, ?)", place) }])
    }

    func budgets() async throws -> [Budget] {
        try await context.read { reader in
            try reader.rows("SELECT account, micros, book FROM usage_budgets ORDER BY account", [])
                .map { row in
                    Budget(
                        account: row[0].text ?? "", micros: row[1].integer ?? 0,
                        book: row[2].text ?? "")
                }
        }
    }
}

extension EventType {
    static let usageBudget: EventType = "USAGE.BUDGET"
    static let meterRegistered: EventType = "USAGE.METER"
    static let usageMeasured: EventType = "USAGE.MEASURED"
    static let usageDrift: EventType = "USAGE.DRIFT"
}
