internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Commands about price books.
extension UsagePlugin {
    var bookCommands: [APICommand] { [setBook, listBooks] }

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
}
