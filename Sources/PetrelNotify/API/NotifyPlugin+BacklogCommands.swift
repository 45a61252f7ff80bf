internal import PetrelCloud
internal import PetrelPlugin

extension NotifyPlugin {
    var backlogCommands: [APICommand] {
        [resumeSubscription, redriveSubscription, replaySubscription, explain, attempts]
    }

    private var resumeSubscription: APICommand {
        APICommand(
            "resumeSubscription", "Sends again after a rest.", roles: .everyone,
            parameters: Self.one + [.string("mode", "inorder, latest (per resource) or skip.")],
            response: .object("resumed", [APIField("skipped", .long, "Events left out.")])
        ) { call in
            let word = call.string("mode") ?? "inorder"
            guard let how = SubscriptionDesk.Resuming(rawValue: word) else {
                throw APIError.invalid("mode: inorder, latest or skip")
            }
            let skipped = try await desk.resume(try call.id("id"), how, for: call.caller).skipped
            return .object(["skipped": .integer(Int64(skipped))])
        }
    }

    private var redriveSubscription: APICommand {
        APICommand(
            "redriveSubscription", "Tries again what was given up.", roles: .everyone,
            parameters: Self.one + [.list("events", "Ids of events between commas; all without.")],
            response: .object("redriven", [APIField("count", .long, "Events.")])
        ) { call in
            let events = call.string("events") == nil ? nil : call.list("events")
            let count = try await desk.redrive(
                try call.id("id"), events: events, for: call.caller)
            return .object(["count": .integer(Int64(count))])
        }
    }

    private var replaySubscription: APICommand {
        APICommand(
            "replaySubscription", "Sends matching events of a range once more.", roles: .everyone,
            parameters: Self.one + [
                .long("from", required: true, "After this sequence."),
                .long("to", required: true, "Through this sequence."),
            ], response: .object("replay", [APIField("id", .string, "Its id.")])
        ) { call in
            let id = try await desk.replay(
                try call.id("id"), from: Int64(call.integer("from") ?? -1),
                to: Int64(call.integer("to") ?? -1), for: call.caller)
            return .object(["id": .string(id)])
        }
    }

    private var explain: APICommand {
        APICommand(
            "explainSubscription", "Says why a subscription got an event, or did not.",
            roles: .everyone,
            parameters: Self.one + [.string("event", required: true, "The event's id.")],
            response: .object(
                "explanation",
                ["subscription", "event", "verdict", "reason"].map { APIField($0, .string) } + [
                    APIField(
                        "steps", .list, "",
                        fields: [
                            APIField("step", .string), APIField("holds", .boolean),
                            APIField("reason", .string),
                        ]),
                    APIField("attempts", .list, "", fields: Self.attemptFields),
                ])
        ) { call in
            .object(
                try await desk.explain(
                    try call.id("id"), event: try call.required("event"), for: call.caller))
        }
    }

    private static let attemptFields: [APIField] =
        ["id", "event", "type", "began", "ended", "excerpt", "reason"].map {
            APIField($0, .string)
        } + ["sequence", "counter", "attempt", "latencyms", "status"].map { APIField($0, .long) }
        + [APIField("success", .boolean)]

    private var attempts: APICommand {
        APICommand(
            "listSubscriptionAttempts", "Lists what was tried, newest first.", roles: .everyone,
            parameters: Self.one + .paging, response: .list("attempt", Self.attemptFields)
        ) { call in
            let found = try await desk.find(try call.id("id"), for: call.caller)
            let all = try await desk.attempts(found.id)
            let page = all.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map(\.json), count: all.count)
        }
    }
}
