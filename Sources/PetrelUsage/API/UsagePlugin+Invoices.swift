internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Commands about money.
extension UsagePlugin {
    var tariffs: [APICommand] {
        bookCommands + [makeInvoice, listInvoices, readInvoice] + accountCommands
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
}
