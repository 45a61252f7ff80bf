internal import PetrelCloud
internal import PetrelPlugin

extension NotifyPlugin {
    var deliveryCommands: [APICommand] {
        [listWebhookDeliveries, deleteWebhookDelivery, executeWebhookDelivery]
    }

    private static let fields: [APIField] =
        [
            "id", "eventid", "eventtype", "webhookid", "webhookname", "managementserverid",
            "managementservername", "headers", "payload",
        ].map { APIField($0, .string) } + [
            APIField("success", .boolean), APIField("response", .string),
            APIField("startdate", .date), APIField("enddate", .date),
        ]

    private static let choosing: [APIParameter] = [
        .id("id", of: "WebhookDelivery", "Only this one."),
        .id("webhookid", of: "Webhook", "Only those of this webhook."),
        .id(
            "managementserverid", of: "ManagementServer", roles: .admin,
            "Taken for compatibility."),
        .date("startdate", "Not before."), .date("enddate", "Not after."),
    ]

    private var listWebhookDeliveries: APICommand {
        APICommand(
            "listWebhookDeliveries", "Lists deliveries of webhooks, newest first.", since: "4.20.0",
            roles: .everyone,
            parameters: Self.choosing + [.string("eventtype", "Only events of this type.")]
                + .paging, response: .list("webhookdelivery", Self.fields)
        ) { call in
            let found = try await deliveries(call)
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map { delivery($0.0, $0.1) }, count: found.count)
        }
    }

    private var deleteWebhookDelivery: APICommand {
        APICommand(
            "deleteWebhookDelivery", "Forgets deliveries of webhooks.", since: "4.20.0",
            roles: .everyone, parameters: Self.choosing, response: .success
        ) { call in
            let found = try await deliveries(call)
            if call.string("id") != nil, found.isEmpty {
                throw APIError.notFound("webhook delivery", try call.id("id"))
            }
            try await AttemptTable(context: desk.context).delete(found.map(\.0))
            return .success
        }
    }

    /// What the caller asks for among what the caller may see.
    private func deliveries(
        _ call: APICall
    ) async throws -> [(AttemptRecord, NotifySubscription)] {
        try await desk.courier.checkpoint()
        let table = AttemptTable(context: desk.context)
        var webhooks = try await desk.all(for: call.caller).filter(\.isWebhook)
        if let id = call.idIfGiven("webhookid") {
            webhooks = [try await findWebhook(id, call.caller)]
        }
        let byID = Dictionary(webhooks.map { ($0.id, $0) }) { first, _ in first }
        var records: [AttemptRecord]
        if let id = call.idIfGiven("id") {
            records = try await table.attempt(id).map { [$0] } ?? []
        } else {
            records = try await table.attempts(
                of: webhooks.map(\.id), type: call.string("eventtype"),
                from: call.date("startdate"), to: call.date("enddate", endOfDay: true),
                limit: 10_000)
        }
        if let word = call.string("keyword")?.lowercased() {
            records = records.filter {
                "\($0.type)\n\($0.payload ?? "")".lowercased().contains(word)
            }
        }
        return records.compactMap { record in byID[record.subscription].map { (record, $0) } }
    }

    private var executeWebhookDelivery: APICommand {
        APICommand(
            "executeWebhookDelivery",
            "Delivers again, or sends a test to a webhook or to an address, and waits for the answer.",
            since: "4.20.0", roles: .everyone,
            parameters: [
                .id("id", of: "WebhookDelivery", "The delivery to be made again."),
                .id("webhookid", of: "Webhook", "The webhook to be tested."),
                .string("payloadurl", maximumLength: 2_048, "The address to be tested."),
                .secret("secretkey", "For a test: signs the body."),
                .boolean("sslverification", "For a test."),
                .string("payload", maximumLength: 65_536, "For a test: the body."),
            ], response: .object("webhookdelivery", Self.fields)
        ) { call in
            let isTest = call.string("webhookid") != nil || call.string("payloadurl") != nil
            if let id = call.idIfGiven("id") {
                guard !isTest else {
                    throw APIError.invalid("id goes without webhookid and payloadurl")
                }
                return .object(try await again(id, call))
            }
            guard isTest else { throw APIError.invalid("id, webhookid or payloadurl is needed") }
            return .object(try await test(call))
        }
    }

    /// The same message once more, with the id it had; the attempt is remembered like any other.
    private func again(_ id: String, _ call: APICall) async throws -> JSONValue {
        try await desk.courier.checkpoint()
        let record = try await AttemptTable(context: desk.context).attempt(id)
        guard let record, let webhook = try? await findWebhook(record.subscription, call.caller),
            let event = try await desk.event(record.event)
        else { throw APIError.notFound("webhook delivery", id) }
        // Sent on request, too, only while the webhook's owner may know it.
        guard let rights = try await desk.courier.rights.rights(of: webhook.owner.account),
            rights.shows(event, to: webhook)
        else { throw APIError.forbidden("the webhook's owner may not know this event any more") }
        let channel = try await desk.courier.shop.channel(webhook.id)
        try await desk.checkProven(webhook, channel)
        let delivery = Delivery(
            event, to: webhook, attempt: Int(record.attempt) + 1, counter: 0, at: desk.now)
        let made = await attempt(delivery, webhook, channel)
        try await desk.context.commit(rows: [{ try ProgressTable.write(made, $0) }])
        return self.delivery(made, webhook)
    }

    private func attempt(
        _ delivery: Delivery, _ webhook: NotifySubscription, _ channel: any Channel
    ) async -> AttemptRecord {
        do {
            let receipt = try await channel.deliver(delivery)
            return AttemptRecord.each(delivery, webhook, receipt, ended: desk.now)[0]
        } catch {
            return AttemptRecord.each(delivery, webhook, error, ended: desk.now)[0]
        }
    }

    private func test(_ call: APICall) async throws -> JSONValue {
        var webhook: NotifySubscription
        if let id = call.idIfGiven("webhookid") {
            webhook = try await findWebhook(id, call.caller)
        } else {
            webhook = NotifySubscription(
                id: EventID.next().description, name: "test",
                owner: try await desk.owner(SubscriptionDraft(), call.caller), channel: "webhook",
                settings: [:], created: desk.now)
            webhook.isWebhook = true
        }
        let (draft, refused) = WebhookDraft.draft(call)
        var mistakes = refused
        try await desk.apply(draft, to: &webhook, call.caller, &mistakes)
        guard mistakes.isEmpty else { throw SubscriptionDesk.refusal(mistakes) }
        let channel = try desk.courier.shop.make(webhook.channel, webhook.settings)
        try await desk.checkProven(webhook, channel)
        var event = CloudEvent(
            category: .action, type: "TEST.WEBHOOK",
            owner: .init(account: webhook.owner.account, domain: webhook.owner.domain))
        event.sequence = 0
        let payload = call.string("payload") ?? #"{ "CloudStack": "works!" }"#
        let delivery = Delivery(
            event, to: webhook, attempt: 1, counter: 0, payload: payload, at: desk.now)
        return self.delivery(await attempt(delivery, webhook, channel), webhook)
    }
}
