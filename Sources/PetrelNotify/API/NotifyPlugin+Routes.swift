internal import PetrelCloud
public import PetrelPlugin

extension NotifyPlugin {
    public var routes: [PluginRoute] {
        subscriptionRoutes + backlogRoutes + questionRoutes + suppressionRoutes + escalationRoutes
            + keyRoutes + quotaRoutes
    }

    private var subscriptionRoutes: [PluginRoute] {
        [
            PluginRoute(
                .get, "channels", roles: .everyone, "The channels, and what each can be told."
            ) { _ in channels },
            PluginRoute(
                .get, "subscriptions", roles: .everyone,
                "The subscriptions that the caller may see; `after` an id, at most `limit`.",
                parameters: [
                    .string("after", "The id that ended the page before."),
                    .integer("limit", "Subscriptions on a page, at most 1000; 100."),
                ]
            ) { try await list($0) },
            PluginRoute(
                .post, "subscriptions", roles: .everyone,
                "Makes a subscription: `name`, `channel`, `settings`, and if wanted `scope`, `topics`, `filters`, `routing`, `start`."
            ) { try await create($0) },
            PluginRoute(.get, "subscriptions/{id}", roles: .everyone, "One subscription.") {
                desk.json(try await desk.find(Self.id($0), for: $0.caller))
            },
            PluginRoute(
                .put, "subscriptions/{id}", roles: .everyone,
                "Changes what the body names; the rest stays."
            ) { try await update($0) },
            PluginRoute(
                .delete, "subscriptions/{id}", roles: .everyone,
                "Ends a subscription and forgets all about it."
            ) { request in
                try await desk.delete(Self.id(request), for: request.caller)
                return ["success": true]
            },
        ]
    }

    static func id(_ request: PluginRoute.Request) throws -> String {
        guard let id = request.path["id"], !id.isEmpty else {
            throw APIError.invalid("id: missing")
        }
        return id
    }

    private var channels: JSONValue {
        let kinds = desk.courier.shop.kinds.map { kind -> JSONValue in
            [
                "channel": .string(kind.kind.rawValue), "summary": .string(kind.summary),
                "administratorsonly": .bool(!kind.roles.contains(.user)),
                "settings": .array(
                    kind.settings.map { setting in
                        [
                            "name": .string(setting.name), "form": .string("\(setting.form)"),
                            "meaning": .string(setting.meaning),
                            "required": .bool(setting.isRequired),
                            "secret": .bool(setting.isSecret),
                        ]
                    }),
            ]
        }
        return ["channels": .array(kinds)]
    }

    private func list(_ request: PluginRoute.Request) async throws -> JSONValue {
        let limit = request.query["limit"].flatMap { Int($0) } ?? 100
        guard (1...1_000).contains(limit) else { throw APIError.invalid("limit: from 1 to 1000") }
        var all = try await desk.all(for: request.caller)
        if let after = request.query["after"] {
            guard let place = all.firstIndex(where: { $0.id == after }) else {
                throw APIError.invalid("after: the id of the last subscription of the page before")
            }
            all.removeFirst(place + 1)
        }
        let page = all.prefix(limit)
        var answer: [String: JSONValue] = ["subscriptions": .array(page.map(desk.json))]
        if all.count > limit { answer["next"] = page.last.map { .string($0.id) } }
        return .object(answer)
    }

    private func create(_ request: PluginRoute.Request) async throws -> JSONValue {
        let body = request.body ?? .object([:])
        return try await IdempotencyKeys(context: desk.context, now: desk.now).once(
            body["idempotencykey"]?.string ?? request.query["idempotencykey"], body,
            for: request.caller
        ) {
            var mistakes: [String] = []
            let draft = SubscriptionDraft(body, mistakes: &mistakes)
            return desk.json(
                try await desk.create(draft, mistakes: mistakes, for: request.caller))
        }
    }

    private func update(_ request: PluginRoute.Request) async throws -> JSONValue {
        var subscription = try await desk.find(Self.id(request), for: request.caller)
        var mistakes: [String] = []
        var draft = SubscriptionDraft(request.body ?? .object([:]), mistakes: &mistakes)
        if draft.account != nil || draft.start != nil {
            mistakes.append("account and start: set when a subscription is made, not later")
        }
        // The channel is the same unless somebody says another, which is refused.
        draft.settings = draft.settings ?? .object([:])
        try await desk.apply(draft, to: &subscription, request.caller, &mistakes)
        guard mistakes.isEmpty else { throw SubscriptionDesk.refusal(mistakes) }
        return desk.json(try await desk.save(subscription))
    }
}
