internal import PetrelCloud
internal import PetrelPlugin

/// Pause and resume, dead letters, replays, questions.
extension NotifyPlugin {
    var backlogRoutes: [PluginRoute] {
        [
            PluginRoute(
                .post, "subscriptions/{id}/pause", roles: .everyone,
                "Sends nothing more; the backlog is kept."
            ) { desk.json(try await desk.pause(Self.id($0), for: $0.caller)) },
            PluginRoute(
                .post, "subscriptions/{id}/question", roles: .everyone,
                "Asks once more whom it reaches and who has not said yes."
            ) { desk.json(try await desk.askAgain(Self.id($0), for: $0.caller)) },
            PluginRoute(
                .post, "subscriptions/{id}/resume", roles: .everyone,
                "Sends again: `mode` inorder, latest (per resource) or skip.",
                parameters: [.string("mode", "inorder, latest or skip; may be in the body.")]
            ) { try await resume($0) },
            PluginRoute(
                .get, "subscriptions/{id}/attempts", roles: .everyone,
                "What was tried, newest first.",
                parameters: [.id("event", of: "Event", "Only attempts of this event.")]
            ) { request in
                let found = try await desk.find(Self.id(request), for: request.caller)
                let attempts = try await desk.attempts(
                    found.id, event: request.query["event"]?.lowercased())
                return ["attempts": .array(attempts.map(\.json))]
            },
            PluginRoute(
                .get, "subscriptions/{id}/dead", roles: .everyone, "What was given up, and why."
            ) { request in
                try await desk.courier.checkpoint()
                let letters = try await desk.deadLetters(Self.id(request), for: request.caller)
                return ["dead": .array(letters.map(\.json))]
            },
            PluginRoute(
                .post, "subscriptions/{id}/redrive", roles: .everyone,
                "Tries again what was given up: all of it, or the `events` of the body."
            ) { request in
                let events = request.body?["events"]?.array?.compactMap(\.string)
                let count = try await desk.redrive(
                    Self.id(request), events: events, for: request.caller)
                return ["redriven": .integer(Int64(count))]
            },
            PluginRoute(
                .post, "subscriptions/{id}/replay", roles: .everyone,
                "Sends matching events once more, those after sequence `from` and through `to`."
            ) { try await replay($0) },
        ]
    }

    var questionRoutes: [PluginRoute] {
        [
            PluginRoute(
                .get, "subscriptions/{id}/explain", roles: .everyone,
                "Why it got, or did not get, an `event`.",
                parameters: [.id("event", of: "Event", required: true, "The event.")]
            ) { request in
                guard let event = request.query["event"] else {
                    throw APIError.invalid("event: the id of an event")
                }
                return try await desk.explain(
                    Self.id(request), event: event, for: request.caller)
            },
            PluginRoute(
                .get, "subscriptions/{id}/missing", roles: .everyone,
                "What a receiver lacks of the counters `from` to `to`.",
                parameters: [
                    .long("from", required: true, "The first counter."),
                    .long("to", required: true, "The last counter."),
                ]
            ) { request in
                guard let from = request.query["from"].flatMap({ Int64($0) }),
                    let to = request.query["to"].flatMap({ Int64($0) })
                else { throw APIError.invalid("from and to: counters of deliveries") }
                return try await desk.missing(
                    Self.id(request), from: from, to: to, for: request.caller)
            },
            PluginRoute(
                .post, "dry-run", roles: .everyone,
                "How many stored events `topics` and `filters` match, samples, and how many per hour."
            ) { try await dryRun($0) },
        ]
    }

    private func resume(_ request: PluginRoute.Request) async throws -> JSONValue {
        let word = request.body?["mode"]?.string ?? request.query["mode"] ?? "inorder"
        guard let how = SubscriptionDesk.Resuming(rawValue: word) else {
            throw APIError.invalid("mode: inorder, latest or skip")
        }
        let (subscription, skipped) = try await desk.resume(
            Self.id(request), how, for: request.caller)
        guard var answer = desk.json(subscription).object else { return .null }
        answer["skipped"] = .integer(Int64(skipped))
        return .object(answer)
    }

    private func replay(_ request: PluginRoute.Request) async throws -> JSONValue {
        let body = request.body ?? .object([:])
        guard let from = body["from"]?.integer, let to = body["to"]?.integer else {
            throw APIError.invalid("from and to: sequences")
        }
        return try await IdempotencyKeys(context: desk.context, now: desk.now).once(
            body["idempotencykey"]?.string, body, for: request.caller
        ) {
            let id = try await desk.replay(
                Self.id(request), from: from, to: to, for: request.caller)
            return ["replay": .string(id)]
        }
    }

    private func dryRun(_ request: PluginRoute.Request) async throws -> JSONValue {
        guard var body = request.body?.object else {
            throw APIError.invalid("the body: an object with topics and filters")
        }
        var mistakes: [String] = []
        let from = body.removeValue(forKey: "from")
        let to = body.removeValue(forKey: "to")
        let draft = SubscriptionDraft(.object(body), mistakes: &mistakes)
        let begin = try await desk.place(from, "from", &mistakes) ?? 0
        let end = try await desk.place(to, "to", &mistakes)
        return try await desk.dryRun(
            draft, mistakes: mistakes, from: begin, to: end, for: request.caller
        ).json
    }
}

extension DeadLetter {
    var json: JSONValue {
        [
            "event": .string(event), "type": .string(type), "sequence": .integer(sequence),
            "counter": .integer(counter), "attempts": .integer(attempts),
            "time": .string(time.text()), "reason": .string(reason),
        ]
    }
}
