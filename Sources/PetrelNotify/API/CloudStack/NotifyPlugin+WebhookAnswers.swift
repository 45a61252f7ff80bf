internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What webhooks and their deliveries look like to CloudStack's clients.
extension NotifyPlugin {
    func webhooks(_ call: APICall) async throws -> [NotifySubscription] {
        let caller = call.caller
        var found = try await desk.all(for: caller).filter(\.isWebhook)
        let isNamed = call.string("account") != nil || call.string("domainid") != nil
        if isNamed {
            let path = try await desk.path(
                ofDomain: call.idIfGiven("domainid") ?? caller.domain, for: caller)
            let isDeep = call.boolean("isrecursive") == true
            found = found.filter { webhook in
                isDeep
                    ? webhook.owner.domainPath.hasPrefix(path) : webhook.owner.domainPath == path
            }
            if let account = call.string("account") {
                found = found.filter { $0.owner.accountName == account }
            }
        } else if call.boolean("listall") != true, call.string("id") == nil {
            found = found.filter { $0.owner.account == caller.account }
        }
        if let id = call.idIfGiven("id") { found = found.filter { $0.id == id } }
        if let name = call.string("name") { found = found.filter { $0.name == name } }
        if let state = call.string("state")?.lowercased() {
            found = found.filter { ($0.state == .enabled) == (state == "enabled") }
        }
        if let scope = call.string("scope")?.lowercased() {
            found = found.filter { Self.scope($0).lowercased() == scope }
        }
        if let word = call.string("keyword")?.lowercased() {
            found = found.filter { "\($0.name)\n\($0.text)".lowercased().contains(word) }
        }
        return found.reversed()
    }

    private static func scope(_ webhook: NotifySubscription) -> String {
        switch webhook.scope {
        case .account: "Local"
        case .domain: "Domain"
        case .cloud: "Global"
        }
    }

    /// The secret is never told; that there is one is not either, as CloudStack has no member for it.
    func webhook(_ webhook: NotifySubscription) async throws -> JSONValue {
        let domain = try await desk.context.store.resource(
            kind: Domain.kind, id: webhook.owner.domain)
        let path = webhook.owner.domainPath
        var members: [String: JSONValue] = [
            "id": .string(webhook.id), "name": .string(webhook.name),
            "description": .string(webhook.text),
            "state": webhook.state == .enabled ? "Enabled" : "Disabled",
            "domainid": .string(webhook.owner.domain),
            "domainpath": .string(path == "/" ? "ROOT" : "ROOT" + path.dropLast()),
            "account": .string(webhook.owner.accountName),
            "payloadurl": webhook.settings["url"] ?? .null,
            "sslverification": webhook.settings["sslverification"] ?? false,
            "scope": .string(Self.scope(webhook)), "created": .date(webhook.created),
        ]
        members["domain"] = domain?.profile.name.map { .string($0) }
        return .object(members)
    }

    /// One attempt, as a delivery. Its server is this one.
    func delivery(_ record: AttemptRecord, _ webhook: NotifySubscription) -> JSONValue {
        [
            "id": .string(record.id), "eventid": .string(record.event),
            "eventtype": .string(record.type), "webhookid": .string(webhook.id),
            "webhookname": .string(webhook.name),
            "managementservername": .string(desk.context.node),
            "headers": .string(record.headers ?? ""), "payload": .string(record.payload ?? ""),
            "success": .bool(record.isSuccess),
            "response": .string(record.excerpt.isEmpty ? record.reason ?? "" : record.excerpt),
            "startdate": .date(record.began), "enddate": .date(record.ended),
        ]
    }
}
