internal import PetrelCloud
internal import PetrelLedger
public import PetrelPlugin
internal import PetrelStates

/// Commands that show where numbers come from and that they are right.
extension UsagePlugin {
    public static let verbs = [
        PluginVerb(
            "report", "Shows what was used.", command: "listUsageRecords",
            positional: ["startdate", "enddate"],
            columns: ["startdate", "account", "description", "usage"]),
        PluginVerb(
            "explain", "Shows the intervals, events and price rows behind a resource's usage.",
            command: "explainUsage", positional: ["usageid", "startdate", "enddate"],
            columns: ["what", "at", "until", "detail"]),
        PluginVerb(
            "recompute", "Folds usage anew from the ledger and compares.",
            command: "recomputeUsage",
            positional: ["startdate", "enddate"]),
        PluginVerb(
            "reconcile", "Compares what is metered with what is there.", command: "reconcileUsage",
            columns: ["kind", "id", "meter", "drift"]),
    ]

    var proofs: [APICommand] { [explain, recompute, reconcileCommand] }

    private var explain: APICommand {
        APICommand(
            "explainUsage", "Lists the intervals, events and price rows behind a resource's usage.",
            roles: .admin,
            parameters: [
                .string("usageid", required: true, "The resource."),
                .date("startdate", required: true, "Where the period begins."),
                .date("enddate", required: true, "Where it ends."),
                .long("type", "Only this usage type, by number."),
                .string("book", "The price book, if prices are of interest."),
            ],
            response: .list(
                "explanation",
                [
                    APIField("what", .string, "interval, sample, event or price."),
                    APIField("meter", .string, "The meter."),
                    APIField("at", .string, "When it began or happened."),
                    APIField("until", .string, "When it ended."),
                    APIField("sequence", .long, "The event's place in the ledger."),
                    APIField("detail", .string, "The rest."),
                ])
        ) { call in
            let lines = try await explanation(call)
            return .list(lines, count: lines.count)
        }
    }

    private func explanation(_ call: APICall) async throws -> [JSONValue] {
        let period = try period(call)
        var filter = UsageFilter()
        filter.resource = try call.id("usageid")
        filter.meter = call.integer("type").flatMap { UsageType(id: $0) }?.name
        let wanted = filter
        var (lines, sequences) = try await context.read { reader in
            var lines: [JSONValue] = []
            var sequences: Set<Int64> = []
            let usage = UsageReader(reader: reader)
            try usage.eachInterval(from: period.start, to: period.end, wanted) { interval in
                lines.append(Self.line(interval))
                sequences.formUnion([interval.openedBy] + [interval.closedBy].compactMap(\.self))
            }
            try usage.eachSample(from: period.start, to: period.end, wanted) { sample in
                lines.append(Self.line(sample))
                sequences.insert(sample.sequence)
            }
            return (lines, sequences)
        }
        for sequence in sequences.sorted() { lines.append(try await line(event: sequence)) }
        guard let name = call.string("book") else { return lines }
        var rating = try Rating(try await book(name))
        let windows = try rating.windows(from: period.start, to: min(period.end, .now))
        let records = try await records(windows, filter)
        return try await lines + pricing { try rating.lines(records).map(Self.line) }
    }

    private static func line(_ interval: UsageInterval) -> JSONValue {
        .object([
            "what": .string(interval.weight < 0 ? "taken back" : "interval"),
            "meter": .string(interval.meter.name), "at": .string(interval.start.text()),
            "until": .string(interval.end?.text() ?? "open"),
            "sequence": .integer(interval.openedBy), "detail": .string(interval.terms.text),
        ])
    }

    private static func line(_ sample: UsageSample) -> JSONValue {
        .object([
            "what": "sample", "meter": .string(sample.meter.name),
            "at": .string(sample.time.text()), "sequence": .integer(sample.sequence),
            "detail": .string(sample.text ?? String(sample.amount)),
        ])
    }

    private static func line(_ line: RatedLine) -> JSONValue {
        .object([
            "what": "price", "meter": .string(line.record.meter.name),
            "at": .string(line.record.window.start.text()),
            "until": .string(line.record.window.end.text()),
            "detail": .string(
                "\(line.record.usageText) by row \(line.row): \(Statement.money(Int128(line.micros)))"
            ),
        ])
    }

    private func line(event sequence: Int64) async throws -> JSONValue {
        var query = EventQuery()
        (query.afterSequence, query.ascending, query.limit) = (sequence - 1, true, 1)
        query.includesArchived = true
        let event = try await context.store.events(query).elements.first
        guard let event, event.sequence == sequence else {
            return ["what": "event", "sequence": .integer(sequence), "detail": "no longer kept"]
        }
        let move = [event.oldState, event.newState].compactMap(\.self).joined(separator: " to ")
        return .object([
            "what": "event", "at": .string(event.time.text()), "sequence": .integer(sequence),
            "detail": .string("\(event.type) \(event.id) \(move)"),
        ])
    }

    private var recompute: APICommand {
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

    private var reconcileCommand: APICommand {
        APICommand(
            "reconcileUsage",
            "Compares what is metered with what is there, and raises an event for each drift.",
            roles: .admin, parameters: [.boolean("quiet", "Raises no events.")],
            response: .list(
                "drift",
                [
                    APIField("kind", .string, "The resource's kind."),
                    APIField("id", .string, "Its id."),
                    APIField("meter", .string, "The meter."),
                    APIField("drift", .string, "What does not agree."),
                ])
        ) { call in
            let drifts = try await reconcile(telling: call.boolean("quiet") != true)
            let answers = drifts.map { drift -> JSONValue in
                .object([
                    "kind": .string(drift.resource.kind), "id": .string(drift.resource.id),
                    "meter": .string(drift.meter), "drift": .string(drift.what),
                ])
            }
            return .list(answers, count: answers.count)
        }
    }
}
