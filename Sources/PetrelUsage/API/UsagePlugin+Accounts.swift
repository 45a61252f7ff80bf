internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Commands about what an account means to spend, has paid and owes.
extension UsagePlugin {
    var accountCommands: [APICommand] { [setBudget, listBudgets, addCredit, balanceCommand] }

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

    private var balanceCommand: APICommand {
        APICommand(
            "getUsageBalance", "Says what is left of an account's credit.", roles: .admin,
            parameters: [.id("accountid", of: "Account", required: true, "The account.")],
            response: .object(
                "balance",
                [
                    APIField("amount", .string, "What is left after its invoices."),
                    APIField("paid", .string, "What was paid in advance."),
                    APIField("billed", .string, "The sum of its invoices."),
                    APIField("unbilled", .string, "What was used since, by the standing book."),
                    APIField("available", .string, "What is left after that, too."),
                ])
        ) { call in
            let balance = try await balance(of: call.id("accountid"))
            var answer: [String: JSONValue] = [
                "amount": .string(Statement.money(balance.paid - balance.billed)),
                "paid": .string(Statement.money(balance.paid)),
                "billed": .string(Statement.money(balance.billed)),
                "available": .string(Statement.money(balance.available)),
            ]
            answer["unbilled"] = balance.unbilled.map { .string(Statement.money($0)) }
            return .object(.object(answer))
        }
    }
}
