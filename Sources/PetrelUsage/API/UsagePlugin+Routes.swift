internal import PetrelCloud
internal import PetrelLedger
public import PetrelPlugin
internal import PetrelStates

extension UsagePlugin {
    public var routes: [PluginRoute] {
        [
            PluginRoute(
                .get, "records", roles: .everyone, "Records of what was used.",
                parameters: Self.asked + [
                    .integer("limit", "How many at most; 1000 without it, 10000 at most."),
                    .string("after", "Goes on behind a page: the next of that page."),
                ], run: recordsRoute),
            PluginRoute(
                streaming: "export", roles: .everyone, "All records of a time, as one file.",
                parameters: Self.asked + [.string("format", "jsonl, or csv.")], run: exportRoute),
            PluginRoute(
                .post, "ingest", roles: .admin,
                "Takes CloudEvents of registered meters, each once.", run: ingestRoute),
        ]
    }

    private static let asked: [APIParameter] = [
        .date("from", required: true, "Where the time begins."),
        .date("to", required: true, "Where it ends; what was not yet is left out."),
        .string("by", "hour, day, month or total; day without it."),
        .string("timezone", "The time zone of hours, days and months."),
        .string("meter", "Only this meter."), .string("resource", "Only this resource."),
        .string("project", "Only this project."), .string("account", "Only this account, by id."),
        .string("domain", "Only this domain, by id."),
        .boolean("recursive", "With domain: what is beneath it, too."),
    ]

    private func asked(
        _ request: PluginRoute.Request, now: Timestamp = .now
    ) async throws -> (windows: [UsageWindow], filter: UsageFilter) {
        let query = request.query
        guard let from = query["from"].flatMap({ APIParameter.date($0) }),
            let to = query["to"].flatMap({ APIParameter.date($0) }), from < to
        else { throw APIError.invalid("from and to are instants, in this order") }
        guard let length = WindowLength(rawValue: query["by"] ?? "day") else {
            throw APIError.invalid("by is hour, day, month or total")
        }
        var filter = UsageFilter()
        filter.meter = query["meter"]
        filter.resource = query["resource"]?.lowercased()
        filter.project = query["project"]
        try await scope(
            &filter, account: query["account"]?.lowercased(), accountName: nil,
            domain: query["domain"]?.lowercased(), isRecursive: query["recursive"] == "true",
            for: request.caller)
        let windows = try windows(
            from: from, to: min(to, now), each: length,
            timeZone: query["timezone"] ?? settings.timeZone)
        return (windows, filter)
    }

    @Sendable private func recordsRoute(_ request: PluginRoute.Request) async throws -> JSONValue {
        let limit = request.query["limit"].map { Int($0) ?? 0 } ?? 1_000
        guard (1...10_000).contains(limit) else {
            throw APIError.invalid("limit is from 1 to 10000")
        }
        let place = try request.query["after"].map(RecordPlace.init(text:)) ?? RecordPlace()
        let (windows, filter) = try await asked(request, now: place.now)
        let walk = walk(windows, filter, now: place.now, after: place.resource - 1)
        var found: [NumberedRecord] = []
        var skipped = 0
        while found.count <= limit, let part = try await walk.next() {
            let skipping = min(part.count, place.seen - skipped)
            skipped += skipping
            found += part.dropFirst(skipping)
        }
        let page = found.prefix(limit)
        var answer: [String: JSONValue] = [
            "records": .array(page.map { RecordExport.json($0.record) })
        ]
        if found.count > limit {
            answer["next"] = .string(place.after(page, before: found[limit]).text)
        }
        return .object(answer)
    }

    @Sendable private func exportRoute(
        _ request: PluginRoute.Request
    ) async throws -> PluginRoute.Stream {
        let (type, header, line): (String, String, @Sendable (UsageRecord) -> String)
        switch request.query["format"] ?? "jsonl" {
        case "jsonl":
            (type, header, line) = (
                "application/jsonl", "", { RecordExport.json($0).description }
            )
        case "csv": (type, header, line) = ("text/csv", RecordExport.csvHeader, RecordExport.csv)
        default: throw APIError.invalid("format is jsonl or csv")
        }
        let (windows, filter) = try await asked(request)
        let pieces = ExportPieces(walk(windows, filter), header: header, line: line)
        return PluginRoute.Stream(
            contentType: type, pieces: AsyncThrowingStream { try await pieces.next() })
    }

    @Sendable private func ingestRoute(_ request: PluginRoute.Request) async throws -> JSONValue {
        let events = request.body?.array ?? request.body.map { [$0] } ?? []
        guard (1...1_000).contains(events.count) else {
            throw APIError.invalid("the body is one CloudEvent or a list of at most 1000")
        }
        let meters = RegisteredMeter.builtIn.merging(try await registered()) { own, _ in own }
        var measured: [UsageIngestion.Item] = []
        for (index, json) in events.enumerated() {
            measured.append(
                try await UsageIngestion.item(json, at: index, meters, context.store, now: .now))
        }
        let taken = try await take(measured)
        return [
            "accepted": .integer(Int64(taken)), "repeated": .integer(Int64(events.count - taken)),
        ]
    }

    /// Commits what was not seen before, together with the notes that it was seen.
    func take(_ items: [UsageIngestion.Item]) async throws -> Int {
        var seen: Set<[String]> = []
        let different = items.filter { seen.insert([$0.source, $0.id]).inserted }
        var fresh = try await unseen(different)
        while !fresh.isEmpty {
            do {
                try await commit(fresh)
                return fresh.count
            } catch {
                // When somebody else has just told some of it, the key refuses the whole commit: the rest is tried again.
                let rest = try await unseen(fresh)
                guard rest.count < fresh.count else { throw error }
                fresh = rest
            }
        }
        return 0
    }

    private func unseen(_ items: [UsageIngestion.Item]) async throws -> [UsageIngestion.Item] {
        let isSeen = try await context.read { reader in
            try items.map { item in
                try !reader.rows(
                    "SELECT 1 FROM usage_ingested WHERE source = ? AND id = ?",
                    [.text(item.source), .text(item.id)]
                ).isEmpty
            }
        }
        return zip(items, isSeen).filter { !$0.1 }.map(\.0)
    }

    private func commit(_ fresh: [UsageIngestion.Item]) async throws {
        try await context.commit(
            fresh.map(\.event),
            rows: [
                { rows in
                    for item in fresh {
                        try rows.execute(
                            "INSERT INTO usage_ingested VALUES (?, ?)",
                            [.text(item.source), .text(item.id)])
                    }
                }
            ])
    }
}

extension RecordExport {
    static func jsonLines(_ records: [UsageRecord]) -> String {
        records.map { json($0).description + "\n" }.joined()
    }
}
