internal import PetrelCloud
internal import PetrelPlugin

@testable internal import PetrelNotify

/// Something that can be asked of the plug-in with the name of a thing, read from what it declares.
struct Asking: Sendable {
    let name: String
    /// The kind of thing that it is asked for.
    let kind: String
    let roles: APICommand.Roles
    let changes: Bool
    private let run:
        @Sendable (_ caller: Caller, _ id: String, _ event: String) async throws -> String

    static let nobody = "00000000-0000-4000-8000-000000000000"
    private static let kinds = ["Subscription", "Webhook", "WebhookDelivery", "WebhookFilter"]

    /// What is about no thing of somebody's. Whatever is not here must name one.
    private static let free: Set<String> = [
        "GET channels", "GET quotas", "GET subscriptions", "POST subscriptions", "POST dry-run",
        "POST acknowledge", "createSubscription", "createWebhook", "listNotifyChannels",
        "acknowledgeEvent", "dryRunSubscription", "listNotifyQuotas",
    ]

    /// All that there is, and what is neither about a thing, nor for the cloud's administrators alone, nor known as free.
    static func all(of plugin: NotifyPlugin) -> (askings: [Asking], unknown: [String]) {
        var askings: [Asking] = []
        var unknown: [String] = []
        func take(_ name: String, _ roles: APICommand.Roles, _ found: [Asking]) {
            askings += found
            if found.isEmpty, roles != .admin, !free.contains(name) { unknown.append(name) }
        }
        for route in plugin.routes where !route.isOpen {
            let name = "\(route.method.rawValue) \(route.path)"
            take(name, route.roles, route.path.contains("{id}") ? [Asking(route, name)] : [])
        }
        for command in plugin.commands {
            let named = command.parameters.filter { kinds.contains($0.refersTo ?? "") }
            take(command.name, command.roles, named.map { Asking(command, $0) })
        }
        return (askings, unknown)
    }

    private init(_ route: PluginRoute, _ name: String) {
        (self.name, kind, roles, changes) = (
            name, "Subscription", route.roles, route.method != .get
        )
        run = { caller, id, event in
            let body: JSONValue =
                route.method == .put
                ? ["name": "renamed"] : ["from": 0, "to": 1, "event": .string(event)]
            let answer = try await route.run(
                .init(
                    caller: caller, path: ["id": id],
                    query: ["event": event, "from": "1", "to": "2"], body: body))
            return "\(answer)"
        }
    }

    private init(_ command: APICommand, _ parameter: APIParameter) {
        name = "\(command.name) by \(parameter.name)"
        (kind, roles) = (parameter.refersTo ?? "", command.roles)
        changes = !command.name.hasPrefix("list")
        run = { caller, id, event in
            var parameters = ["from": "0", "to": "1", "event": event, "value": "VM.START"]
                .filter { command.parameter($0.key)?.isRequired == true }
            parameters[parameter.name] = id
            let answer = try await command.run(
                APICall(command: command.name, caller: caller, parameters: parameters))
            return "\(answer)"
        }
    }

    /// Whether the answer differs from the one for what is not there, word for word.
    func sees(_ id: String, _ caller: Caller, event: String) async -> Bool {
        await answer(id, caller, event) != answer(Self.nobody, caller, event)
    }

    private func answer(_ id: String, _ caller: Caller, _ event: String) async -> String {
        do {
            return try await run(caller, id, event).replacing(id, with: "ID")
        } catch {
            return "\(error)".replacing(id, with: "ID")
        }
    }
}
