internal import PetrelCloud
internal import PetrelPlugin

/// What waits for somebody's word, and the word.
extension NotifyPlugin {
    var escalationRoutes: [PluginRoute] {
        [
            PluginRoute(
                .get, "subscriptions/{id}/escalations", roles: .everyone,
                "What waits to be acknowledged or did, newest first, and what came of it."
            ) { request in
                let all = try await desk.escalations(Self.id(request), for: request.caller)
                return ["escalations": .array(all.map(\.json))]
            },
            PluginRoute(
                .post, "acknowledge", roles: .everyone,
                "Says that somebody acts on the `event` of the body: nobody else is told."
            ) { request in
                guard let event = request.body?["event"]?.string else {
                    throw APIError.invalid("event: the id of an event")
                }
                let count = try await desk.acknowledge(event, for: request.caller)
                return ["stopped": .integer(Int64(count))]
            },
        ]
    }

    var acknowledgeCommand: APICommand {
        APICommand(
            "acknowledgeEvent", "Says that somebody acts on an event: nobody else is told.",
            roles: .everyone, parameters: [.id("event", of: "Event", required: true, "The event.")],
            response: .object(
                "acknowledged", [APIField("stopped", .long, "Escalations that were to come.")])
        ) { call in
            let count = try await desk.acknowledge(try call.id("event"), for: call.caller)
            return .object(["stopped": .integer(Int64(count))])
        }
    }
}
