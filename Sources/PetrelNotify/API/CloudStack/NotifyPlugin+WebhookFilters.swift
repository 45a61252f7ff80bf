internal import PetrelCloud
internal import PetrelPlugin

extension NotifyPlugin {
    var filterCommands: [APICommand] {
        [addWebhookFilter, listWebhookFilters, deleteWebhookFilter]
    }

    private static let fields: [APIField] =
        ["id", "webhookid", "webhookname", "type", "mode", "matchtype", "value"]
        .map { APIField($0, .string) } + [APIField("created", .date)]

    private var addWebhookFilter: APICommand {
        APICommand(
            "addWebhookFilter", "Narrows a webhook to types of events.", since: "4.23.0",
            roles: .everyone,
            parameters: [
                .id("webhookid", of: "Webhook", required: true, "The webhook."),
                .string("mode", "Include (the default) or Exclude."),
                .string("matchtype", "Exact (the default), Prefix, Suffix or Contains."),
                .string("value", required: true, "What the type is compared with."),
            ], response: .object("webhookfilter", Self.fields)
        ) { call in
            var webhook = try await findWebhook(try call.id("webhookid"), call.caller)
            let filter = try Self.filter(call, at: desk.now)
            let isThere = webhook.typeFilters.contains { other in
                other.matchType == filter.matchType && other.value == filter.value
            }
            if isThere { throw APIError.invalid("a filter of this match type and value exists") }
            guard webhook.typeFilters.count < FilterReader.mostCost else {
                throw APIError.limitReached("the webhook has \(FilterReader.mostCost) filters")
            }
            webhook.typeFilters.append(filter)
            try await desk.save(webhook)
            return .object(Self.object(filter, webhook))
        }
    }

    private static func filter(_ call: APICall, at now: Timestamp) throws -> TypeFilter {
        let mode = call.string("mode") ?? "Include"
        let match = call.string("matchtype") ?? "Exact"
        guard
            let mode = TypeFilter.Mode.allCases.first(where: {
                $0.rawValue.lowercased() == mode.lowercased()
            })
        else { throw APIError.invalid("mode: Include or Exclude") }
        guard
            let match = TypeFilter.MatchType.allCases.first(where: {
                $0.rawValue.lowercased() == match.lowercased()
            })
        else { throw APIError.invalid("matchtype: Exact, Prefix, Suffix or Contains") }
        return TypeFilter(
            id: EventID.next().description, mode: mode, matchType: match,
            value: try call.required("value"), created: now)
    }

    private var listWebhookFilters: APICommand {
        APICommand(
            "listWebhookFilters", "Lists filters of webhooks.", since: "4.23.0", roles: .everyone,
            parameters: [
                .id("id", of: "WebhookFilter", "Only this one."),
                .id("webhookid", of: "Webhook", "Only those of this webhook."),
            ] + .paging, response: .list("webhookfilter", Self.fields)
        ) { call in
            var webhooks = try await desk.all(for: call.caller).filter(\.isWebhook)
            if let id = call.idIfGiven("webhookid") {
                webhooks = [try await findWebhook(id, call.caller)]
            }
            var found = webhooks.flatMap { webhook in webhook.typeFilters.map { ($0, webhook) } }
            if let id = call.idIfGiven("id") { found = found.filter { $0.0.id == id } }
            if let word = call.string("keyword")?.lowercased() {
                found = found.filter { $0.0.value.lowercased().contains(word) }
            }
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map { Self.object($0.0, $0.1) }, count: found.count)
        }
    }

    private var deleteWebhookFilter: APICommand {
        APICommand(
            "deleteWebhookFilter", "Takes filters away from a webhook.", since: "4.23.0",
            roles: .everyone,
            parameters: [
                .id("id", of: "WebhookFilter", "This one."),
                .id("webhookid", of: "Webhook", "All of this webhook."),
            ], response: .success
        ) { call in
            let id = call.idIfGiven("id")
            var webhook: NotifySubscription?
            if let owner = call.idIfGiven("webhookid") {
                webhook = try await findWebhook(owner, call.caller)
            } else if let id {
                webhook = try await desk.all(for: call.caller).first { webhook in
                    webhook.isWebhook && webhook.typeFilters.contains { $0.id == id }
                }
            } else {
                throw APIError.invalid("id or webhookid is needed")
            }
            guard var webhook else { throw APIError.notFound("webhook filter", id ?? "") }
            let before = webhook.typeFilters.count
            webhook.typeFilters.removeAll { id == nil || $0.id == id }
            if id != nil, webhook.typeFilters.count == before {
                throw APIError.notFound("webhook filter", id ?? "")
            }
            try await desk.save(webhook)
            return .success
        }
    }

    private static func object(_ filter: TypeFilter, _ webhook: NotifySubscription) -> JSONValue {
        [
            "id": .string(filter.id), "webhookid": .string(webhook.id),
            "webhookname": .string(webhook.name), "type": "EventType",
            "mode": .string(filter.mode.rawValue), "matchtype": .string(filter.matchType.rawValue),
            "value": .string(filter.value), "created": .date(filter.created),
        ]
    }
}
