internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What an address has said to an account that wants to write to it.
struct AddressEntry: Sendable, Hashable {
    enum Word: Sendable, Hashable {
        /// Nothing yet.
        case none
        case yes(Timestamp)
        case no(Timestamp)
    }

    let account: String
    let accountName: String
    let domainPath: String
    let recipient: Recipient
    /// Names the question.
    let nonce: String
    var tries: Int64 = 0
    let expires: Timestamp
    var word = Word.none
}

/// Addresses that were asked, one row for each account that asked.
struct AddressTable: Sendable {
    let context: PluginContext

    typealias Rows = @Sendable (any LedgerTransaction) throws -> Void

    func entry(_ account: String, _ recipient: Recipient) async throws -> AddressEntry? {
        try await select(
            "account = ? AND channel = ? AND address = ?",
            [.text(account), .text(recipient.channel), .text(recipient.address)]
        ).first
    }

    func entry(nonce: String) async throws -> AddressEntry? {
        try await select("nonce = ?", [.text(nonce)]).first
    }

    /// Questions that should go out by now.
    func due(_ now: Timestamp) async throws -> [AddressEntry] {
        try await select(
            "due > 0 AND due <= ? ORDER BY due LIMIT 100", [.integer(now.nanoseconds)])
    }

    /// When the next question should go out.
    func nextDue() async throws -> Timestamp? {
        try await context.read { reader in
            try reader.rows("SELECT min(due) FROM notify_addresses WHERE due > 0", [])
        }.first?.first?.integer.map(Timestamp.init(nanoseconds:))
    }

    /// How many questions went to an address, and from an account, since a time.
    func questions(
        to recipient: Recipient, from account: String, since: Timestamp
    ) async throws -> (address: Int64, account: Int64) {
        try await context.read { reader in
            let address = try reader.rows(
                """
                SELECT count(*) FROM notify_questions
                WHERE channel = ? AND address = ? AND at > ?
                """,
                [
                    .text(recipient.channel), .text(recipient.address),
                    .integer(since.nanoseconds),
                ])
            let own = try reader.rows(
                "SELECT count(*) FROM notify_questions WHERE account = ? AND at > ?",
                [.text(account), .integer(since.nanoseconds)])
            return (address.first?.first?.integer ?? 0, own.first?.first?.integer ?? 0)
        }
    }

    private func select(
        _ condition: String, _ arguments: [LedgerValue]
    ) async throws -> [AddressEntry] {
        try await context.read { reader in
            try reader.rows(
                """
                SELECT account, channel, address, account_name, domain_path, nonce, tries, expires,
                    confirmed
                FROM notify_addresses WHERE \(condition)
                """, arguments
            ).map { row in
                AddressEntry(
                    account: row[0].text ?? "", accountName: row[3].text ?? "",
                    domainPath: row[4].text ?? "",
                    recipient: Recipient(
                        channel: row[1].text ?? "", address: row[2].text ?? ""),
                    nonce: row[5].text ?? "", tries: row[6].integer ?? 0,
                    expires: Timestamp(nanoseconds: row[7].integer ?? 0),
                    word: .init(row[8].integer ?? 0))
            }
        }
    }
}

extension AddressTable {
    /// A question that goes out at once. Of two that are asked at the same moment one goes out, unless it is asked
    /// `again`.
    static func ask(_ entry: AddressEntry, again: Bool, at now: Timestamp) -> Rows {
        { rows in
            try rows.execute(
                """
                INSERT INTO notify_addresses VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 0)
                ON CONFLICT (account, channel, address) DO UPDATE SET nonce = excluded.nonce,
                    due = excluded.due, tries = 0, expires = excluded.expires, confirmed = 0,
                    account_name = excluded.account_name, domain_path = excluded.domain_path
                WHERE notify_addresses.expires <= ? OR notify_addresses.confirmed <> 0 OR ? = 1
                """,
                [
                    .text(entry.account), .text(entry.recipient.channel),
                    .text(entry.recipient.address), .text(entry.accountName),
                    .text(entry.domainPath), .text(entry.nonce), .integer(now.nanoseconds),
                    .integer(entry.expires.nanoseconds), .integer(now.nanoseconds),
                    .integer(again ? 1 : 0),
                ])
            try rows.execute(
                """
                INSERT INTO notify_questions
                SELECT account, channel, address, ? FROM notify_addresses WHERE nonce = ?
                """, [.integer(now.nanoseconds), .text(entry.nonce)])
        }
    }

    /// The question has gone out, or goes out another time.
    static func asked(_ entry: AddressEntry, again: Timestamp?) -> Rows {
        { rows in
            try rows.execute(
                "UPDATE notify_addresses SET due = ?, tries = tries + 1 WHERE nonce = ?",
                [.integer(again?.nanoseconds ?? 0), .text(entry.nonce)])
        }
    }

    /// What the address says, for good or until it says something else.
    static func said(_ word: AddressEntry.Word, _ account: String, _ recipient: Recipient) -> Rows {
        { rows in
            // One that never was asked can say no all the same, where the operator has none asked.
            try rows.execute(
                """
                INSERT INTO notify_addresses VALUES (?, ?, ?, '', '', ?, 0, 0, 0, ?)
                ON CONFLICT (account, channel, address) DO UPDATE SET due = 0,
                    confirmed = excluded.confirmed
                """,
                [
                    .text(account), .text(recipient.channel), .text(recipient.address),
                    .text(EventID.next().description), .integer(word.stored),
                ])
        }
    }
}

extension AddressEntry.Word {
    /// The time, negative for a no.
    fileprivate var stored: Int64 {
        switch self {
        case .none: 0
        case .yes(let time): time.nanoseconds
        case .no(let time): -time.nanoseconds
        }
    }

    fileprivate init(_ stored: Int64) {
        self =
            if stored > 0 {
                .yes(Timestamp(nanoseconds: stored))
            } else if stored < 0 {
                .no(Timestamp(nanoseconds: -stored))
            } else {
                .none
            }
    }
}
