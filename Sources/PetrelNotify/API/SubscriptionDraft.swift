internal import PetrelCloud

/// A subscription as somebody wants it, before it is checked.
struct SubscriptionDraft: Sendable {
    var name: String?
    var text: String?
    var scope: String?
    /// For scope `domain`, if it is not the owner's own.
    var domain: String?
    var topics: JSONValue?
    var filters: JSONValue?
    var channel: String?
    var settings: JSONValue?
    var routing: JSONValue?
    var start: JSONValue?
    var state: String?
    /// For whom, when it is not the caller.
    var account: String?
    var accountDomain: String?
    var isWebhook = false

    init() {}

    /// From a body; names that it does not know are mistakes.
    init(_ json: JSONValue, mistakes: inout [String]) {
        guard let object = json.object else {
            mistakes.append("the body: a JSON object with name, channel and settings")
            return
        }
        let known = [
            "name", "description", "scope", "domain", "topics", "filters", "channel", "settings",
            "routing", "start", "state", "account", "accountdomain", "idempotencykey",
        ]
        for name in object.keys.sorted() where !known.contains(name) {
            mistakes.append(
                "\(name.prefix(64)): unknown; there are \(known.joined(separator: ", "))")
        }
        func text(_ name: String) -> String? {
            guard let value = object[name], value != .null else { return nil }
            if let text = value.string { return text }
            mistakes.append("\(name): a text")
            return nil
        }
        (name, self.text, scope) = (text("name"), text("description"), text("scope"))
        (domain, channel, state) = (text("domain"), text("channel"), text("state"))
        (account, accountDomain) = (text("account"), text("accountdomain"))
        (topics, filters) = (object["topics"], object["filters"])
        (settings, start) = (object["settings"], object["start"])
        routing = object["routing"]
    }
}
