internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Commands about money.
extension UsagePlugin {
    var tariffs: [APICommand] {
        [
            setBook, listBooks, makeInvoice, listInvoices, readInvoice, setBudget, listBudgets,
            addCredit, balance,
        ]
    }

    private static let invoiceFields = [
        APIField("number", .long, "Its number."), APIField("accountid", .string, "The account."),
        APIField("startdate", .date, "Where the period begins."),
        APIField("enddate", .date, "Where the period ends."),
        APIField("book", .string, "The price book."),
        APIField("currency", .string, "The currency."),
        APIField("total", .string, "The sum of the lines."),
        APIField("payable", .string, "The sum as it is paid."),
    ]

    private var setBook: APICommand {
        APICommand(
            "setUsagePriceBook", "Adds a price book, or replaces the one of that name.",
            roles: .admin,
            parameters: [
                .string("content", required: true, maximumLength: 1_000_000, "The book, as JSON.")
            ], response: .success
        ) { call in
            let book: PriceBook
            do { book = try PriceBook(text: call.required("content")) } catch let error
                as PriceBookError
            {
                throw APIError.invalid("the price book is wrong: \(error)")
            }
            try await context.commit(rows: [
                { rows in
                    try rows.execute(
                        """
                        INSERT INTO usage_books VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET content = excluded.content
                        """, [.text(book.name), .text(book.source)])
                }
            ])
            return .success
        }
    }

    private var listBooks: APICommand {
        APICommand(
            "listUsagePriceBooks", "Lists the price books.", roles: .admin,
            response: .list(
                "pricebook",
                [
                    APIField("name", .string, "Its name."),
                    APIField("content", .string, "The book, as JSON."),
                ])
        ) { _ in
            let rows = try await context.read {
                try $0.rows("SELECT name, content FROM usage_books ORDER BY name", [])
            }
            let books = rows.map { row -> JSONValue in
                ["name": .string(row[0].text ?? ""), "content": .string(row[1].text ?? "")]
            }
            return .list(books, count: books.count)
        }
    }

    private var makeInvoice: APICommand {
        APICommand(
            "createUsageInvoice", "Closes a period of an account.", roles: .admin,
            parameters: [
                .id("accountid", of: "Account", required: true, "The account."),
                .date("startdate", required: true, "Where the period begins."),
                .date("enddate", required: true, "Where it ends; a date alone is its end."),
                .string("book", "The price book."),
            ], response: .object("invoice", Self.invoiceFields)
        ) { call in
            let book = try await book(call.string("book") ?? settings.book)
            let invoice = try await pricing {
                try await self.invoice(call.id("accountid"), period(call), book)
            }
            return .object(invoice)
        }
    }

    func period(_ call: APICall) throws -> UsageWindow {
        guard let from = call.date("startdate"), let last = call.date("enddate", endOfDay: true),
            from < last.advanced(by: .seconds(1))
        else { throw APIError.invalid("startdate and enddate are dates, in this order") }
        return UsageWindow(start: from, end: last.advanced(by: .seconds(1)))
    }

    /// An amount that cannot be written is the price book's fault, not the server's.
    func pricing<Result>(_ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch let error as RatingError {
            throw APIError.invalid("\(error)")
        }
    }

    private var listInvoices: APICommand {
        APICommand(
            "listUsageInvoices", "Lists the periods that are closed.", roles: .admin,
            parameters: [.id("accountid", of: "Account", "Only this account.")],
            response: .list("invoice", Self.invoiceFields)
        ) { call in
            let invoices = try await invoices(call.idIfGiven("accountid")).map(\.answer)
            return .list(invoices, count: invoices.count)
        }
    }

    private var readInvoice: APICommand {
        APICommand(
            "getUsageInvoice", "Gives an invoice as it was closed.", roles: .admin,
            parameters: [
                .long("number", required: true, "Its number."),
                .string("format", "json, csv or html; json without one."),
            ],
            response: .object(
                "invoice",
                [
                    APIField("contenttype", .string, "As the web names it."),
                    APIField("text", .string, "The file."),
                ])
        ) { call in
            guard let number = call.integer("number"),
                let invoice = try await invoices().first(where: { $0.number == Int64(number) })
            else { throw APIError.invalid("there is no invoice of that number") }
            switch call.string("format") ?? "json" {
            case "json": return Self.file("application/json", invoice.content.description)
            case "html": return Self.file("text/html", invoice.page)
            case "csv": return Self.file("text/csv", invoice.csv)
            default: throw APIError.invalid("format is json, csv or html")
            }
        }
    }

    static func file(_ type: String, _ text: String) -> APIAnswer {
        .object(["contenttype": .string(type), "text": .string(text)])
    }

    private var setBudget: APICommand {
        APICommand(
            "setUsageBudget",
            "Says what an account means to spend in a month; 0 means nothing is watched.",
            roles: .admin,
            parameters: [
                .id("accountid", of: "Account", required: true, "The account."),
                .string("amount", required: true, "How much, as 100.00."),
                .string("book", "The price book."),
            ], response: .success
        ) { call in
            let name = call.string("book") ?? settings.book
            _ = try await book(name)
            let values: [LedgerValue] = [
                .text(try call.id("accountid")), .integer(try Self.micros(call)), .text(name),
            ]
            try await context.commit(rows: [
                { rows in
                    try rows.execute(
                        """
                        INSERT INTO usage_budgets VALUES (?, ?, ?) ON CONFLICT (account)
                        DO UPDATE SET micros = excluded.micros, book = excluded.book
                        """, values)
                }
            ])
            return .success
        }
    }

    private static func micros(_ call: APICall) throws -> Int64 {
        guard let amount = ExactDecimal(try call.required("amount")), amount.places <= 6,
            let micros = Int64(exactly: amount.units(places: 6)), micros >= 0
        else {
            throw APIError.invalid("amount is a decimal such as 100.00, with at most six places")
        }
        return micros
    }

    private var listBudgets: APICommand {
        APICommand(
            "listUsageBudgets", "Lists the budgets.", roles: .admin,
            response: .list(
                "budget",
                [
                    APIField("accountid", .string, "The account."),
                    APIField("amount", .string, "For a month."),
                    APIField("book", .string, "The price book."),
                ])
        ) { _ in
            let budgets = try await budgets().map { budget -> JSONValue in
                [
                    "accountid": .string(budget.account), "book": .string(budget.book),
                    "amount": .string(Statement.money(Int128(budget.micros))),
                ]
            }
            return .list(budgets, count: budgets.count)
        }
    }

    private var addCredit: APICommand {
        APICommand(
            "addUsageCredit", "Notes what an account paid in advance. The same id counts once.",
            roles: .admin,
            parameters: [
                .string("id", required: true, "The payment's id."),
                .id("accountid", of: "Account", required: true, "The account."),
                .string("amount", required: true, "How much, as 100.00."),
            ], response: .success
        ) { call in
            let values: [LedgerValue] = [
                .text(try call.required("id")), .text(try call.id("accountid")),
                .integer(try Self.micros(call)), .integer(Timestamp.now.nanoseconds),
            ]
            try await context.commit(rows: [
                {
                    try $0.execute(
                        "INSERT INTO usage_credits VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                        values)
                }
            ])
            return .success
        }
    }

    private var balance: APICommand {
        APICommand(
            "getUsageBalance", "Says what is left of an account's credit after its invoices.",
            roles: .admin,
            parameters: [.id("accountid", of: "Account", required: true, "The account.")],
            response: .object("balance", [APIField("amount", .string, "What is left.")])
        ) { call in
            let account = try call.id("accountid")
            let paid = try await context.read { reader in
                try reader.rows(
                    "SELECT micros FROM usage_credits WHERE account = ?", [.text(account)]
                )
                .reduce(Int128(0)) { $0 + Int128($1[0].integer ?? 0) }
            }
            let billed = try await invoices(account).reduce(Int128(0)) { $0 + $1.micros }
            return .object(["amount": .string(Statement.money(paid - billed))])
        }
    }
}

extension Invoice {
    /// The sum of lines and corrections.
    var micros: Int128 {
        [content["lines"], content["corrections"]].flatMap { $0?.array ?? [] }
            .reduce(Int128(0)) { $0 + Int128($1["micros"]?.integer ?? 0) }
    }

    /// The lines as a table.
    var csv: String {
        let columns = RecordExport.columns + ["row", "discount", "cost", "key", "invoice"]
        let lines = [content["lines"], content["corrections"]].flatMap { $0?.array ?? [] }
        let table = lines.map { line in
            columns.map { RecordExport.cell(line[$0]) }.joined(separator: ",")
        }
        return ([columns.joined(separator: ",")] + table).joined(separator: "\n") + "\n"
    }
}
