internal import PetrelBus
internal import PetrelCloud
internal import PetrelPlugin

/// What changes nothing: what a subscription would get, and what a receiver lacks.
extension NotifyPlugin {
    var askingCommands: [APICommand] { [dryRun, missing] }

    private var dryRun: APICommand {
        APICommand(
            "dryRunSubscription", "Says how many stored events a subscription would have got.",
            roles: .everyone,
            parameters: SubscriptionDraft.interest + [
                .string("from", "After a sequence, or from a time; the oldest without."),
                .string("to", "Through a sequence, or up to a time; the newest without."),
            ],
            response: .object(
                "dryrun",
                [
                    APIField("matched", .long, "Events it would have got."),
                    APIField("scanned", .long, "Events looked at."),
                    APIField("complete", .boolean, "Whether all of them were looked at."),
                    APIField("hours", .double, "How long it took until they had happened."),
                    APIField("perhour", .double, "Matching events an hour."),
                    APIField(
                        "samples", .list, "The last of them.",
                        fields: ["id", "time", "type", "topic", "sentence"].map {
                            APIField($0, .string)
                        }),
                ])
        ) { call in
            var mistakes: [String] = []
            let draft = SubscriptionDraft(interest: call, mistakes: &mistakes)
            let begin = try await place(call, "from", &mistakes) ?? 0
            let end = try await place(call, "to", &mistakes)
            let found = try await desk.dryRun(
                draft, mistakes: mistakes, from: begin, to: end, for: call.caller)
            return .object(.object(found.members(sample: Self.brief)))
        }
    }

    private static func brief(_ event: CloudEvent) -> JSONValue {
        [
            "id": .string(event.id.description), "time": .string(event.time.text()),
            "type": .string(event.type.name), "topic": .string(event.topic.description),
            "sentence": .string(event.sentence),
        ]
    }

    /// A sequence, or the last one before a time.
    private func place(
        _ call: APICall, _ name: String, _ mistakes: inout [String]
    ) async throws -> Int64? {
        let text = call.string(name)
        return try await desk.place(
            text.flatMap { Int64($0) }.map { .integer($0) } ?? text.map { .string($0) }, name,
            &mistakes)
    }

    private var missing: APICommand {
        APICommand(
            "listMissingDeliveries", "Lists what a receiver lacks between two of its counters.",
            roles: .everyone,
            parameters: Self.one + [
                .long("from", required: true, "The first counter."),
                .long("to", required: true, "The last counter."),
            ],
            response: .object(
                "missing",
                [
                    APIField("through", .long, "Later counters are under way or not given yet."),
                    APIField("cursor", .long, "Where the subscription is in the ledger."),
                    APIField(
                        "missing", .list, "",
                        fields: [APIField("counter", .long), APIField("sequence", .long)]
                            + ["event", "state", "reason"].map { APIField($0, .string) }),
                ])
        ) { call in
            let found = try await desk.missing(
                try call.id("id"), from: Int64(call.integer("from") ?? 0),
                to: Int64(call.integer("to") ?? 0), for: call.caller)
            return .object(found)
        }
    }
}

extension SubscriptionDraft {
    /// Which events: what creating and trying take alike.
    static let interest: [APIParameter] = [
        .list("topics", "Topic patterns between commas, such as *.ActionEvent.#."),
        .string(
            "filters", maximumLength: 40_000,
            "CloudEvents filters as JSON, such as [{\"exact\":{\"outcome\":\"failed\"}}]."),
        .string(
            "routing", maximumLength: 4_096,
            "Severity, quiet hours and escalation as JSON, such as {\"level\":\"WARN\"}."),
        .string("scope", "account, domain or cloud."),
        .id("domain", of: "Domain", "For scope domain: which."),
    ]

    init(interest call: APICall, mistakes: inout [String]) {
        self.init()
        (scope, domain) = (call.string("scope"), call.idIfGiven("domain"))
        topics = .array(call.list("topics").map { .string($0) })
        if let filters = call.string("filters") {
            self.filters = try? JSONReader().read(filters)
            if self.filters == nil { mistakes.append("filters: JSON, a list of filters") }
        }
        if let routing = call.string("routing") {
            self.routing = try? JSONReader().read(routing)
            if self.routing == nil { mistakes.append("routing: JSON, an object") }
        }
    }
}
