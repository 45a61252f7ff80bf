internal import PetrelCloud
internal import PetrelPlugin

/// Quotas and what is used of them, as a route and as a command.
extension NotifyPlugin {
    var quotaRoutes: [PluginRoute] {
        [
            PluginRoute(
                .get, "quotas", roles: .everyone,
                "What accounts and domains may have, and what they use: the caller's own, and for administrators those that they see.",
                parameters: [
                    .string("id", "Only the account of this id, or the domain of this path."),
                    .string("after", "The id that ended the page before."),
                    .integer("limit", "Rows on a page, at most 1000; 100."),
                ]
            ) { try await quotas($0) }
        ]
    }

    private func quotas(_ request: PluginRoute.Request) async throws -> JSONValue {
        let limit = request.query["limit"].flatMap { Int($0) } ?? 100
        guard (1...1_000).contains(limit) else { throw APIError.invalid("limit: from 1 to 1000") }
        var all = try await desk.quotas(for: request.caller, id: request.query["id"])
        if let after = request.query["after"] {
            guard let place = all.firstIndex(where: { $0.id == after }) else {
                throw APIError.invalid("after: the id of the last row of the page before")
            }
            all.removeFirst(place + 1)
        }
        let page = all.prefix(limit)
        var answer: [String: JSONValue] = ["quotas": .array(page.map(\.json))]
        if all.count > limit { answer["next"] = page.last.map { .string($0.id) } }
        return .object(answer)
    }

    var listQuotas: APICommand {
        APICommand(
            "listNotifyQuotas", "Lists what accounts and domains may have, and what they use.",
            roles: .everyone,
            parameters: [
                .string("id", "Only the account of this id, or the domain of this path.")
            ] + .paging,
            response: .list(
                "notifyquota",
                ["id", "kind", "name", "domainpath"].map { APIField($0, .string) }
                    + [APIField("limited", .boolean, "Whether there are quotas at all.")]
                    + [
                        "subscriptions", "mostsubscriptions", "rate", "ratespare", "backlogbytes",
                        "mostbacklogbytes",
                    ].map { APIField($0, .long) })
        ) { call in
            var found = try await desk.quotas(for: call.caller, id: call.string("id"))
            if let word = call.string("keyword")?.lowercased() {
                found = found.filter { $0.name.lowercased().contains(word) }
            }
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map(\.json), count: found.count)
        }
    }
}
