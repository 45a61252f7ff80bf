internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// A statement that was closed. It never changes again.
struct Invoice: Sendable {
    let number: Int64
    let account: String
    let period: UsageWindow
    let book: PriceBook
    let content: JSONValue
    let page: String

    /// What was billed, by line.
    var billed: [(key: String, micros: Int64)] {
        (content["lines"]?.array ?? []).map {
            ($0["key"]?.string ?? "", $0["micros"]?.integer ?? 0)
        }
    }

    /// What this one says in correction of an earlier one.
    func corrected(_ invoice: Int64) -> [(key: String, micros: Int64)] {
        (content["corrections"]?.array ?? []).filter { $0["invoice"]?.integer == invoice }
            .map { ($0["key"]?.string ?? "", $0["micros"]?.integer ?? 0) }
    }

    var answer: JSONValue {
        [
            "number": .integer(number), "accountid": .string(account),
            "startdate": .date(period.start), "enddate": .date(period.end),
            "book": .string(book.name), "currency": .string(book.currency),
            "total": content["total"] ?? .null, "payable": content["payable"] ?? .null,
        ]
    }

    func insertion(
        madeAt time: Timestamp
    ) throws -> @Sendable (any LedgerTransaction) throws -> Void {
        let (number, account, period) = (number, account, period)
        let stored: JSONValue = [
            "statement": content, "book": .string(book.source), "page": .string(page),
        ]
        let (name, text) = (book.name, stored.description)
        return { rows in
            try rows.execute(
                "INSERT INTO usage_invoices VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    .integer(number), .text(account), .integer(period.start.nanoseconds),
                    .integer(period.end.nanoseconds), .integer(time.nanoseconds), .text(name),
                    .text(text),
                ])
        }
    }
}

extension UsagePlugin {
    /// The highest number given so far.
    func lastInvoice() async throws -> Int64 {
        try await context.read { reader in
            try reader.rows("SELECT MAX(number) FROM usage_invoices", []).first?.first?.integer ?? 0
        }
    }

    /// The invoices of an account, oldest first; of all without one.
    func invoices(_ account: String? = nil) async throws -> [Invoice] {
        let rows = try await context.read { reader in
            try reader.rows(
                """
                SELECT number, account, began, ended, content FROM usage_invoices
                \(account == nil ? "" : "WHERE account = ?") ORDER BY number
                """, account.map { [.text($0)] } ?? []
            )
        }
        return try rows.map { row in
            guard let number = row[0].integer, let account = row[1].text,
                let began = row[2].integer,
                let ended = row[3].integer, let text = row[4].text
            else { throw UsageRowError(table: "usage_invoices") }
            let stored = try JSONReader(maximumBytes: 1 << 30).read(text)
            return Invoice(
                number: number, account: account,
                period: UsageWindow(
                    start: Timestamp(nanoseconds: began), end: Timestamp(nanoseconds: ended)),
                book: try PriceBook(text: stored["book"]?.string ?? ""),
                content: stored["statement"] ?? .null, page: stored["page"]?.string ?? "")
        }
    }
}
