internal import PetrelCloud
internal import PetrelPlugin

/// A webhook's parameters as those of a subscription.
enum WebhookDraft {
    static func draft(_ call: APICall) -> (SubscriptionDraft, mistakes: [String]) {
        var draft = SubscriptionDraft()
        var mistakes: [String] = []
        (draft.isWebhook, draft.channel) = (true, "webhook")
        draft.text = call.stringOrEmpty("description")
        switch call.string("state")?.lowercased() {
        case nil: break
        case "enabled": draft.state = "enabled"
        case "disabled": draft.state = "disabled"
        default: mistakes.append("state: Enabled or Disabled")
        }
        if let word = call.string("scope") {
            draft.scope = scopes[word.lowercased()]
            if draft.scope == nil { mistakes.append("scope: Local, Domain or Global") }
        }
        draft.settings = .object(settings(call, &mistakes))
        return (draft, mistakes)
    }

    private static let scopes = ["local": "account", "domain": "domain", "global": "cloud"]

    private static func settings(
        _ call: APICall, _ mistakes: inout [String]
    ) -> [String: JSONValue] {
        var settings: [String: JSONValue] = ["format": "cloudstack"]
        let url = call.string("payloadurl").map(url)
        settings["url"] = url.map { .string($0) }
        if let secret = call.stringOrEmpty("secretkey") {
            settings["secret"] = secret.isEmpty ? .null : .string(secret)
        }
        if let verifies = call.boolean("sslverification") {
            settings["sslverification"] = .bool(verifies)
            if verifies, let url, !url.lowercased().hasPrefix("https:") {
                mistakes.append("sslverification: only for an address that begins with https://")
            }
        } else if url != nil, call.command == "createWebhook" {
            settings["sslverification"] = false
        }
        return settings
    }

    static func url(_ text: String) -> String {
        text.contains("://") ? text : "http://" + text
    }
}
