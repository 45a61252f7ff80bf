internal import PetrelCloud
internal import PetrelPlugin

/// CloudStack's own commands, on the same subscriptions.
extension NotifyPlugin {
    var webhookCommands: [APICommand] {
        [createWebhook, listWebhooks, updateWebhook, deleteWebhook] + deliveryCommands
            + filterCommands
    }

    static let webhookFields: [APIField] =
        [
            "id", "name", "description", "state", "domainid", "domain", "domainpath", "account",
            "projectid", "project", "payloadurl", "secretkey",
        ].map { APIField($0, .string) } + [
            APIField("sslverification", .boolean), APIField("scope", .string),
            APIField("created", .date),
        ]

    private static let shared: [APIParameter] = [
        .string("description", maximumLength: 4_096, "Text."),
        .string("state", "Enabled or Disabled."),
        .secret("secretkey", "Signs the body; never shown again."),
        .boolean("sslverification", "For https: whether the receiver must prove its name."),
        .string("scope", roles: .admins, "Local, Domain or Global."),
    ]

    private var createWebhook: APICommand {
        APICommand(
            "createWebhook", "Sends the account's action events to an address.", since: "4.20.0",
            roles: .everyone,
            parameters: [
                .string("name", required: true, "Its name."),
                .string("account", "For this account; needs domainid."),
                .id("domainid", of: "Domain", "The owner's domain, or the one that is watched."),
                .id("projectid", of: "Project", "Taken for compatibility."),
                .string(
                    "payloadurl", required: true, maximumLength: 2_048,
                    "The address; http:// is put in front when it has no scheme."),
            ] + Self.shared, response: .object("webhook", Self.webhookFields)
        ) { call in
            var (draft, mistakes) = WebhookDraft.draft(call)
            draft.name = try call.required("name")
            draft.account = call.string("account")
            if draft.account != nil {
                draft.accountDomain = call.idIfGiven("domainid") ?? call.caller.domain
            } else if draft.scope == "domain" {
                draft.domain = call.idIfGiven("domainid")
            }
            draft.topics = [.string("*.ActionEvent.#")]
            let url = WebhookDraft.url(try call.required("payloadurl"))
            try await checkUnique(url, except: nil, for: call.caller)
            let made = try await desk.create(draft, mistakes: mistakes, for: call.caller)
            mistakes = []
            return .object(try await webhook(made))
        }
    }

    private var updateWebhook: APICommand {
        APICommand(
            "updateWebhook", "Changes a webhook.", since: "4.20.0", roles: .everyone,
            parameters: [
                .id("id", of: "Webhook", required: true, "The webhook."),
                .string("name", "Its new name."),
                .string("payloadurl", maximumLength: 2_048, "Its new address."),
            ] + Self.shared, response: .object("webhook", Self.webhookFields)
        ) { call in
            var webhook = try await findWebhook(try call.id("id"), call.caller)
            var (draft, mistakes) = WebhookDraft.draft(call)
            draft.name = call.string("name")
            if let url = call.string("payloadurl").map(WebhookDraft.url) {
                try await checkUnique(url, except: webhook.id, for: call.caller)
            }
            try await desk.apply(draft, to: &webhook, call.caller, &mistakes)
            guard mistakes.isEmpty else { throw SubscriptionDesk.refusal(mistakes) }
            try await desk.save(webhook)
            return .object(try await self.webhook(webhook))
        }
    }

    private var deleteWebhook: APICommand {
        APICommand(
            "deleteWebhook", "Deletes a webhook.", since: "4.20.0", roles: .everyone,
            parameters: [.id("id", of: "Webhook", required: true, "The webhook.")],
            response: .success
        ) { call in
            let webhook = try await findWebhook(try call.id("id"), call.caller)
            try await desk.remove(webhook.id)
            return .success
        }
    }

    private var listWebhooks: APICommand {
        APICommand(
            "listWebhooks", "Lists webhooks.", since: "4.20.0", roles: .everyone,
            parameters: [
                .id("id", of: "Webhook", "Only this one."),
                .string("state", "Enabled or Disabled."),
                .string("name", "Exactly this name."),
                .string("scope", roles: .admins, "Local, Domain or Global."),
            ] + .ownership + .paging, response: .list("webhook", Self.webhookFields)
        ) { call in
            let found = try await webhooks(call)
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            var objects: [JSONValue] = []
            for webhook in page { objects.append(try await self.webhook(webhook)) }
            return .list(objects, count: found.count)
        }
    }

    func findWebhook(_ id: String, _ caller: Caller) async throws -> NotifySubscription {
        guard let found = try? await desk.find(id, for: caller), found.isWebhook else {
            throw APIError.notFound("webhook", id)
        }
        return found
    }

    /// An account has one webhook for an address, as on CloudStack.
    private func checkUnique(_ url: String, except id: String?, for caller: Caller) async throws {
        let all = try await desk.all(for: caller)
        let isTaken = all.contains { other in
            other.isWebhook && other.id != id && other.owner.account == caller.account
                && other.settings["url"]?.string == url
        }
        if isTaken {
            throw APIError.invalid("payloadurl: a webhook of the account has this address already")
        }
    }
}
