internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Meters that others register, and what they tell.
extension UsagePlugin {
    func registered() async throws -> [String: RegisteredMeter.Kind] {
        try await context.read { reader in
            let rows = try reader.rows("SELECT name, kind FROM usage_meters", [])
            return rows.reduce(into: [:]) { meters, row in
                guard let name = row[0].text else { return }
                meters[name] = row[1].text.flatMap(RegisteredMeter.Kind.init(rawValue:))
            }
        }
    }

    var meterCommands: [APICommand] { [registerMeter, listMeters, correct] }

    private var registerMeter: APICommand {
        APICommand(
            "registerUsageMeter", "Adds a meter; what it is never changes.", roles: .admin,
            parameters: [
                .string("name", required: true, "Its name: capitals, digits and _."),
                .string("kind", required: true, "counter, gauge, duration or unique."),
                .string("unit", required: true, "What one is, as bytes."),
                .string("description", "What it measures."),
            ], response: .success
        ) { call in
            let meter = try Self.meter(call)
            let owned = try await registered()
            if let kind = RegisteredMeter.builtIn[meter.name] ?? owned[meter.name] {
                guard kind == meter.kind else {
                    throw APIError.inUse("\(meter.name) is a \(kind.rawValue) already")
                }
                return .success
            }
            guard UsageType(Meter(meter.name)) == nil else {
                throw APIError.inUse("\(meter.name) is metered by the cloud itself")
            }
            // The event makes metering read the meters again before it looks at what comes after.
            try await context.commit(
                [
                    CloudEvent(
                        category: .usage, type: .meterRegistered,
                        description: "the meter \(meter.name) was registered",
                        attributes: [
                            "registered": .string(meter.name), "kind": .string(meter.kind.rawValue),
                        ])
                ],
                rows: [
                    { rows in
                        try rows.execute(
                            "INSERT INTO usage_meters VALUES (?, ?, ?, ?)",
                            [
                                .text(meter.name), .text(meter.kind.rawValue), .text(meter.unit),
                                .text(meter.summary),
                            ])
                    }
                ])
            return .success
        }
    }

    private static func meter(_ call: APICall) throws -> RegisteredMeter {
        let name = try call.required("name")
        let letters = name.unicodeScalars
        guard letters.count <= 64,
            letters.allSatisfy({
                ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
            })
        else { throw APIError.invalid("a meter's name is capitals, digits and _, at most 64") }
        guard let kind = RegisteredMeter.Kind(rawValue: try call.required("kind")) else {
            throw APIError.invalid("kind is counter, gauge, duration or unique")
        }
        return RegisteredMeter(
            name: name, kind: kind, unit: try call.required("unit"),
            summary: call.string("description") ?? "")
    }

    private var listMeters: APICommand {
        APICommand(
            "listUsageMeters", "Lists the meters that were registered.", roles: .admin,
            response: .list(
                "usagemeter",
                [
                    APIField("name", .string, "Its name."),
                    APIField("kind", .string, "How it counts."),
                    APIField("unit", .string, "What one is."),
                    APIField("description", .string, "What it measures."),
                ])
        ) { _ in
            let rows = try await context.read {
                try $0.rows("SELECT name, kind, unit, summary FROM usage_meters ORDER BY name", [])
            }
            let meters = rows.map { row -> JSONValue in
                let texts = row.map { JSONValue.string($0.text ?? "") }
                return [
                    "name": texts[0], "kind": texts[1], "unit": texts[2], "description": texts[3],
                ]
            }
            return .list(meters, count: meters.count)
        }
    }

    /// Corrects without editing: an event that adds a stretch of time, or takes one back.
    private var correct: APICommand {
        APICommand(
            "correctUsage",
            "Takes back time that was metered, or adds time that was not. What was metered stays as it is.",
            roles: .admin,
            parameters: [
                .string("usageid", required: true, "The resource."),
                .long("type", required: true, "The usage type's number."),
                .date("startdate", required: true, "From when."),
                .date("enddate", required: true, "Until when."),
                .boolean("add", "Adds the time instead of taking it back."),
                .string("reason", required: true, "Why."),
            ], response: .success
        ) { call in
            guard let type = call.integer("type").flatMap({ UsageType(id: $0) }) else {
                throw APIError.invalid("there is no usage type of that number: see listUsageTypes")
            }
            guard let from = call.date("startdate"), let to = call.date("enddate"), from < to else {
                throw APIError.invalid("startdate is before enddate")
            }
            let id = try call.id("usageid")
            let found = try await interval(of: id, type.meter, at: from)
            guard let found else { throw APIError.notFound("\(type.name) usage of", id) }
            try await context.commit([
                CloudEvent(
                    category: .usage, type: .usageCorrection, resource: found.resource,
                    actor: .init(user: call.caller.user, account: call.caller.account),
                    owner: .init(
                        account: found.terms.account, domain: found.terms.domain,
                        project: found.terms.project),
                    domainPath: found.terms.domainPath, zone: found.terms.zone,
                    description: call.string("reason"),
                    attributes: [
                        "meter": .string(type.name), "subject": .string(found.subject),
                        "from": .string(from.text()), "to": .string(to.text()),
                        "weight": .integer(call.boolean("add") == true ? 1 : -1),
                        "terms": found.terms.json,
                    ])
            ])
            return .success
        }
    }

    /// The interval under whose terms a correction counts: the last one that began before, or the first one.
    private func interval(
        of id: String, _ meter: Meter, at time: Timestamp
    ) async throws -> UsageInterval? {
        var filter = UsageFilter()
        (filter.resource, filter.meter) = (id, meter.name)
        let wanted = filter
        return try await context.read { reader in
            var best: UsageInterval?
            try UsageReader(reader: reader).eachInterval(
                from: Timestamp(nanoseconds: .min), to: Timestamp(nanoseconds: .max), wanted
            ) { interval in
                guard interval.weight > 0 else { return }
                if best == nil || interval.start <= time { best = interval }
            }
            return best
        }
    }
}
