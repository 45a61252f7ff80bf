internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Where a number comes from.
extension UsagePlugin {
    var explain: APICommand {
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
            "sequence": .integer(interval.openedBy), "detail": .string(words(interval.terms)),
        ])
    }

    /// Terms as `name web-1, memory 1024 …`, with the account first.
    private static func words(_ terms: UsageTerms) -> String {
        let own = [
            ("account", terms.account), ("project", terms.project), ("zone", terms.zone),
            ("name", terms.name),
        ].compactMap { name, value in value.map { "\(name) \($0)" } }
        let told = terms.attributes.sorted { $0.key < $1.key }.map { name, value in
            "\(name) \(value.string ?? value.description)"
        }
        return (own + told).joined(separator: ", ")
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
}
