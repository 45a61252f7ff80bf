internal import PetrelCloud
internal import PetrelPlugin

/// Subscriptions as commands of the query API, which is what the command line calls.
extension NotifyPlugin {
    var subscriptionCommands: [APICommand] {
        [
            createSubscription, listSubscriptions, listChannels,
            onOne("deleteSubscription", "Ends a subscription.") { call in
                try await desk.delete(try call.id("id"), for: call.caller)
            },
            onOne("pauseSubscription", "Sends nothing more; the backlog is kept.") { call in
                _ = try await desk.pause(try call.id("id"), for: call.caller)
            },
            onOne("askSubscriptionRecipient", "Asks once more who has not said yes.") { call in
                _ = try await desk.askAgain(try call.id("id"), for: call.caller)
            },
        ] + backlogCommands + askingCommands + suppressionCommands + [
            acknowledgeCommand, listQuotas,
        ]
    }

    static let one: [APIParameter] = [
        .id("id", of: "Subscription", required: true, "The subscription.")
    ]

    private static let fields: [APIField] =
        [
            "id", "name", "description", "account", "accountid", "domainid", "domainpath", "scope",
            "watched", "channel", "state", "reason", "created", "endpoint", "failingsince",
            "keptuntil", "topics", "filters", "settings", "routing",
        ].map { APIField($0, .string) }
        + ["cursor", "behind", "counter", "held", "underway", "kept"].map { APIField($0, .long) }
        + [APIField("secrets", .list)]

    /// Lists and objects inside as JSON texts, which tables and typed clients can hold.
    private func answer(_ subscription: NotifySubscription) -> JSONValue {
        guard var members = desk.json(subscription).object else { return .null }
        for name in ["topics", "filters", "settings", "routing"] {
            members[name] = members[name].map { .string($0.description) }
        }
        return .object(members)
    }

    private func onOne(
        _ name: String, _ summary: String,
        _ body: @escaping @Sendable (APICall) async throws -> Void
    ) -> APICommand {
        APICommand(name, summary, roles: .everyone, parameters: Self.one, response: .success) {
            try await body($0)
            return .success
        }
    }

    private var createSubscription: APICommand {
        APICommand(
            "createSubscription", "Tells an account of events over a channel.", roles: .everyone,
            parameters: [
                .string("name", required: true, "Its name."),
                .string("channel", required: true, "Over which channel; see listNotifyChannels."),
                .map("settings", "The channel's settings, as settings[0].url=…"),
            ] + SubscriptionDraft.interest + [
                .string("start", "now, oldest, a sequence or a time."),
                .string("description", maximumLength: 4_096, "Text."),
            ], response: .object("subscription", Self.fields)
        ) { call in
            var mistakes: [String] = []
            var draft = SubscriptionDraft(interest: call, mistakes: &mistakes)
            (draft.name, draft.channel) = (call.string("name"), call.string("channel"))
            (draft.text, draft.start) = (
                call.string("description"), call.string("start").map { .string($0) }
            )
            draft.settings = .object(call.map("settings").mapValues { .string($0) })
            return .object(
                answer(try await desk.create(draft, mistakes: mistakes, for: call.caller)))
        }
    }

    private var listSubscriptions: APICommand {
        APICommand(
            "listSubscriptions", "Lists subscriptions, and how each does.", roles: .everyone,
            parameters: [
                .id("id", of: "Subscription", "Only this one."),
                .string("name", "Exactly this name."),
                .string("state", "Only those in this state."),
            ] + .paging, response: .list("subscription", Self.fields)
        ) { call in
            var found = try await desk.all(for: call.caller)
            if let id = call.idIfGiven("id") { found = found.filter { $0.id == id } }
            if let name = call.string("name") { found = found.filter { $0.name == name } }
            if let state = call.string("state")?.lowercased() {
                found = found.filter { $0.state.rawValue == state }
            }
            if let word = call.string("keyword")?.lowercased() {
                found = found.filter { $0.name.lowercased().contains(word) }
            }
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map(answer), count: found.count)
        }
    }

    private var listChannels: APICommand {
        APICommand(
            "listNotifyChannels", "Lists the channels, and what each can be told.",
            roles: .everyone,
            response: .list(
                "channel",
                ["channel", "summary", "setting", "form", "meaning"].map { APIField($0, .string) }
                    + ["required", "secret"].map { APIField($0, .boolean) })
        ) { _ in
            let rows = desk.courier.shop.kinds.flatMap { kind in
                kind.settings.map { setting -> JSONValue in
                    [
                        "channel": .string(kind.kind.rawValue), "summary": .string(kind.summary),
                        "setting": .string(setting.name), "form": .string("\(setting.form)"),
                        "meaning": .string(setting.meaning), "required": .bool(setting.isRequired),
                        "secret": .bool(setting.isSecret),
                    ]
                }
            }
            return .list(rows, count: rows.count)
        }
    }
}
