internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Whether a number comes out again.
extension UsagePlugin {
    var recompute: APICommand {
        APICommand(
            "recomputeUsage",
            "Folds usage anew from the ledger and compares the records of a period, byte for byte.",
            roles: .admin,
            parameters: [
                .date("startdate", required: true, "Where the period begins."),
                .date("enddate", required: true, "Where it ends."),
                .string("book", "A price book."),
                .string("otherbook", "Another one, to compare with."),
            ],
            response: .object(
                "recomputation",
                [
                    APIField("same", .boolean, "Whether the bytes are the same."),
                    APIField("records", .integer, "How many records there are."),
                    APIField("bytes", .long, "How many bytes they are, as JSON lines."),
                    APIField("difference", .string, "The first record that differs."),
                    APIField("total", .string, "What they cost."),
                    APIField("othertotal", .string, "What they cost by the other book."),
                ])
        ) { call in .object(try await recomputation(call)) }
    }

    private func recomputation(_ call: APICall) async throws -> JSONValue {
        let now = Timestamp.now
        let asked = try period(call)
        let period = UsageWindow(start: asked.start, end: min(asked.end, now))
        let windows = try windows(
            from: period.start, to: period.end, each: settings.aggregation,
            timeZone: settings.timeZone)
        // What is in the tables and how far they are, read together.
        let (last, stored) = try await context.read { reader in
            (
                try reader.rows("SELECT sequence FROM usage_progress WHERE name = 'main'", [])
                    .first?.first?.integer ?? 0,
                try UsageReader(reader: reader).records(windows, UsageFilter(), now: now)
            )
        }
        let rebuilt = try await UsageRebuild(
            context.store, through: last, meters: registered())
        let anew = rebuilt.records(windows, UsageFilter(), now: now)
        let (one, other) = (RecordExport.jsonLines(stored), RecordExport.jsonLines(anew))
        var answer: [String: JSONValue] = [
            "same": .bool(one == other), "records": .integer(Int64(anew.count)),
            "bytes": .integer(Int64(other.utf8.count)),
        ]
        if one != other {
            let differing = zip(
                stored.map { RecordExport.json($0).description },
                anew.map { RecordExport.json($0).description }
            )
            .first { $0 != $1 }
            answer["difference"] = .string(
                differing.map { "\($0) is now \($1)" } ?? "one has more records")
        }
        for (parameter, member) in [("book", "total"), ("otherbook", "othertotal")] {
            guard let name = call.string(parameter) else { continue }
            let book = try await book(name)
            var rating = try Rating(book)
            let windows = try rating.windows(from: period.start, to: period.end)
            let records = rebuilt.records(windows, UsageFilter(), now: now)
            let total = try await pricing {
                try rating.lines(records).reduce(Int128(0)) { $0 + Int128($1.micros) }
            }
            answer[member] = .string(Statement.money(total))
        }
        return .object(answer)
    }
}
