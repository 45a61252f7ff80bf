internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Subscriptions as rows.
struct SubscriptionTable: Sendable {
    /// Something to be written, or refused, with a commit.
    typealias Rows = @Sendable (any LedgerTransaction) throws -> Void

    let context: PluginContext

    func all() async throws -> [NotifySubscription] {
        try await select("", [])
    }

    /// All of them, a thousand at a time, so that what is read and not kept makes room for what comes after.
    func forEachPage(_ body: ([NotifySubscription]) -> Void) async throws {
        var last = ""
        while true {
            let page = try await select(
                "WHERE id > ?", [.text(last)], order: "id LIMIT 1000")
            body(page)
            guard let next = page.last?.id else { return }
            last = next
        }
    }

    func subscription(_ id: String) async throws -> NotifySubscription? {
        try await select("WHERE id = ?", [.text(id)]).first
    }

    /// Those that a caller may see: the account's own, those of a domain and beneath it, or all.
    func visible(to caller: Caller) async throws -> [NotifySubscription] {
        switch caller.role {
        case .admin: try await all()
        case .domainAdmin, .resourceAdmin:
            try await all().filter { caller.rules($0) }
        default: try await of(account: caller.account)
        }
    }

    func of(account: String) async throws -> [NotifySubscription] {
        try await select("WHERE account = ?", [.text(account)])
    }

    static func count(account: String, _ rows: any LedgerReader) throws -> Int {
        try count("account = ?", account, rows)
    }

    static func count(domainPath: String, _ rows: any LedgerReader) throws -> Int {
        try count("domain_path = ?", domainPath, rows)
    }

    private static func count(
        _ condition: String, _ value: String, _ rows: any LedgerReader
    ) throws -> Int {
        let found = try rows.rows(
            "SELECT count(*) FROM notify_subscriptions WHERE \(condition)", [.text(value)])
        return Int(found.first?.first?.integer ?? 0)
    }

    private func select(
        _ condition: String, _ arguments: [LedgerValue], order: String = "created, id"
    ) async throws -> [NotifySubscription] {
        try await context.read { reader in
            try reader.rows(
                "SELECT id, body FROM notify_subscriptions \(condition) ORDER BY \(order)",
                arguments
            ).compactMap { row in
                guard let id = row[0].text, let body = row[1].text,
                    let json = try? JSONReader().read(body)
                else { return nil }
                return NotifySubscription(id: id, stored: json)
            }
        }
    }

    static func write(
        _ subscription: NotifySubscription, _ rows: any LedgerTransaction
    ) throws {
        try rows.execute(
            """
            INSERT INTO notify_subscriptions VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET account = excluded.account,
                domain_path = excluded.domain_path, body = excluded.body
            """,
            [
                .text(subscription.id), .text(subscription.owner.account),
                .text(subscription.owner.domainPath), .integer(subscription.created.nanoseconds),
                .text(subscription.stored.description),
            ])
    }

    /// The subscription and all that is known of it.
    static func delete(_ id: String, _ rows: any LedgerTransaction) throws {
        try rows.execute("DELETE FROM notify_subscriptions WHERE id = ?", [.text(id)])
        for table in ["progress", "held", "dead", "attempts", "digests", "escalations"] {
            try rows.execute(
                "DELETE FROM notify_\(table) WHERE subscription = ?", [.text(id)])
        }
    }
}
