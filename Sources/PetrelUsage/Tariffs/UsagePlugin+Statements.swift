internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Prices put on usage.
extension UsagePlugin {
    func book(_ name: String) async throws -> PriceBook {
        let text = try await context.read { reader in
            try reader.rows("SELECT content FROM usage_books WHERE name = ?", [.text(name)])
                .first?.first?.text
        }
        guard let text else {
            throw APIError.invalid(
                "there is no price book \(name.prefix(64)): see listUsagePriceBooks")
        }
        return try PriceBook(text: text)
    }

    /// What an account's usage of a period costs, without corrections of others.
    func statement(
        _ account: String, _ period: UsageWindow, _ book: PriceBook, now: Timestamp = .now
    ) async throws -> Statement {
        var filter = UsageFilter()
        filter.account = account
        var rating = try Rating(book)
        let windows = try rating.windows(from: period.start, to: period.end)
        let lines = try rating.lines(try await records(windows, filter, now: now))
        return Statement(account: account, period: period, book: book, lines: lines)
    }

    /// Closes a period: the statement is kept as it is, and what became known since about periods that were closed
    /// before is told in correcting lines. A period that is closed already is given as it was.
    func invoice(
        _ account: String, _ period: UsageWindow, _ book: PriceBook
    ) async throws -> JSONValue {
        let earlier = try await invoices(account)
        if let same = earlier.first(where: { $0.period == period }) { return same.answer }
        guard
            !earlier.contains(where: {
                $0.period.start < period.end && period.start < $0.period.end
            })
        else { throw APIError.invalid("the period overlaps one that has an invoice already") }
        guard period.end <= .now else { throw APIError.invalid("the period has not ended yet") }
        var statement = try await statement(account, period, book)
        statement.corrections = try await corrections(earlier)
        let number = try await lastInvoice() + 1
        let name = try await context.store.resource(kind: "Account", id: account)?.profile.name
        let invoice = Invoice(
            number: number, account: account, period: period, book: book,
            content: statement.json, page: statement.html(number: number, name: name))
        try await context.commit(rows: [try invoice.insertion(madeAt: .now)])
        return invoice.answer
    }

    /// What closed periods would cost now, less what was billed for them so far.
    private func corrections(_ invoices: [Invoice]) async throws -> [Statement.Correction] {
        var found: [Statement.Correction] = []
        for invoice in invoices {
            var wanted: [String: Int64] = [:]
            for line in try await statement(invoice.account, invoice.period, invoice.book).lines {
                wanted[line.key, default: 0] += line.micros
            }
            for (key, micros) in invoice.billed { wanted[key, default: 0] -= micros }
            for later in invoices {
                for (key, micros) in later.corrected(invoice.number) {
                    wanted[key, default: 0] -= micros
                }
            }
            for key in wanted.keys.sorted() {
                guard let micros = wanted[key], micros != 0 else { continue }
                found.append(.init(invoice: invoice.number, key: key, micros: micros))
            }
        }
        return found
    }
}
