internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Credit: what an account has paid in advance, and how much of it is used.
extension UsagePlugin {
    struct Balance: Sendable {
        /// All that was paid, in millionths.
        let paid: Int128
        /// The sum of the invoices.
        let billed: Int128
        /// What was used since the last invoice; `nil` without a price book.
        let unbilled: Int128?

        var used: Int128 { billed + (unbilled ?? 0) }
        var available: Int128 { paid - used }
    }

    func balance(of account: String, at now: Timestamp = .now) async throws -> Balance {
        let paid = try await context.read { reader in
            try reader.rows(
                "SELECT micros FROM usage_credits WHERE account = ?", [.text(account)]
            ).reduce(Int128(0)) { $0 + Int128($1[0].integer ?? 0) }
        }
        let invoices = try await invoices(account)
        return Balance(
            paid: paid, billed: invoices.reduce(Int128(0)) { $0 + $1.micros },
            unbilled: try await unbilled(account, invoices, now))
    }

    private func unbilled(
        _ account: String, _ invoices: [Invoice], _ now: Timestamp
    ) async throws -> Int128? {
        guard try await books().contains(settings.book) else { return nil }
        var start = invoices.map(\.period.end).max()
        if start == nil { start = try await firstUse(by: account) }
        guard let start, start < now else { return 0 }
        let period = UsageWindow(start: start, end: now)
        return try await statement(account, period, book(settings.book), now: now).total
    }

    private func books() async throws -> Set<String> {
        let rows = try await context.read { try $0.rows("SELECT name FROM usage_books", []) }
        return Set(rows.compactMap { $0.first?.text })
    }

    /// When the account's first usage began.
    private func firstUse(by account: String) async throws -> Timestamp? {
        let within = "(SELECT resource FROM usage_owners WHERE account = ?)"
        let questions = [
            "SELECT MIN(began) FROM usage_intervals WHERE resource IN \(within)",
            "SELECT MIN(at) FROM usage_samples WHERE resource IN \(within)",
        ]
        return try await context.read { reader in
            try questions.compactMap {
                try reader.rows($0, [.text(account)]).first?.first?.integer
            }.min().map { Timestamp(nanoseconds: $0) }
        }
    }

    /// Raises an event for every threshold of a credit that is crossed. Each is told once; after the next payment the
    /// thresholds are those of the new sum.
    func checkCredits(at now: Timestamp) async throws {
        let accounts = try await context.read { reader in
            try reader.rows("SELECT DISTINCT account FROM usage_credits ORDER BY account", [])
                .compactMap { $0.first?.text }
        }
        for account in accounts {
            let balance = try await balance(of: account, at: now)
            guard balance.paid > 0, balance.unbilled != nil else { continue }
            for threshold in Self.thresholds
            where balance.used * 100 >= balance.paid * Int128(threshold) {
                try await raise(threshold, of: balance, account, at: now)
            }
        }
    }

    private func raise(
        _ threshold: Int64, of balance: Balance, _ account: String, at now: Timestamp
    ) async throws {
        let place: [LedgerValue] = [
            .text(account), .text(Statement.money(balance.paid)), .integer(threshold),
        ]
        let isRaised = try await context.read { reader in
            try !reader.rows(
                """
                SELECT 1 FROM usage_credit_crossings
                WHERE account = ? AND paid = ? AND threshold = ?
                """, place
            ).isEmpty
        }
        guard !isRaised else { return }
        let attributes: [String: JSONValue] = [
            "threshold": .integer(threshold), "spent": .string(Statement.money(balance.used)),
            "credit": .string(Statement.money(balance.paid)),
            "left": .string(Statement.money(balance.available)),
        ]
        var event = try await accountEvent(.usageCredit, account, attributes, at: now)
        event.level = threshold >= 100 ? .warning : .info
        event.description = "\(threshold) % of what was paid in advance is used"
        // The key of the table refuses a second one.
        try await context.commit(
            [event],
            rows: [{ try $0.execute("INSERT INTO usage_credit_crossings VALUES (?, ?, ?)", place) }]
        )
    }

    /// An event about an account's money.
    func accountEvent(
        _ type: EventType, _ id: String, _ attributes: [String: JSONValue], at now: Timestamp
    ) async throws -> CloudEvent {
        let account = try await context.store.resource(kind: "Account", id: id)
        let owner = CloudEvent.Owner(
            account: id, domain: account?.profile.owner?.domain, accountName: account?.profile.name)
        return CloudEvent.usage(
            type, of: ResourceReference(.account, id), owner: owner,
            domainPath: account?.profile.domainPath, attributes: attributes, time: now)
    }
}

extension EventType {
    static let usageCredit: EventType = "USAGE.CREDIT"
}
