internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Settings that can be changed while the server runs. Only those that differ from their defaults
/// are kept.
struct Configuration: Service {
    let cloud: Cloud

    struct Setting: Sendable {
        let name: String
        let category: String
        let value: String
        let summary: String
        var isSecret = false
    }

    static let settings: [Setting] = [
        Setting(
            name: "alert.email.addresses", category: "Alert", value: "",
            summary: "Who gets mail about alerts, between commas."),
        Setting(
            name: "alert.email.sender", category: "Alert", value: "",
            summary: "From whom that mail comes."),
        Setting(name: "alert.smtp.host", category: "Alert", value: "", summary: "The mail server."),
        Setting(name: "alert.smtp.port", category: "Alert", value: "25", summary: "Its port."),
        Setting(
            name: "alert.smtp.useAuth", category: "Alert", value: "false",
            summary: "Whether to log in there."),
        Setting(
            name: "alert.smtp.username", category: "Alert", value: "",
            summary: "The name to log in with."),
        Setting(
            name: "alert.smtp.password", category: "Alert", value: "",
            summary: "The password to log in with.", isSecret: true),
        Setting(
            name: "alert.smtp.timeout", category: "Alert", value: "30000",
            summary: "Milliseconds to wait for an answer."),
        Setting(
            name: "alert.smtp.connectiontimeout", category: "Alert", value: "30000",
            summary: "Milliseconds to wait for a connection."),
        Setting(
            name: "default.page.size", category: "Advanced", value: "500",
            summary: "Items on a page when none is asked for."),
    ]

    static let tables = [
        "CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)"
    ]

    private static let fields: [APIField] =
        .texts(
            "category", "group", "subgroup", "name", "value", "defaultvalue", "scope",
            "description", "component", "displaytext", "type", "parent", "options")
        + .flags("isdynamic") + .longs("id")

    var commands: [APICommand] { [list, update] }

    func values() async throws -> [String: String] {
        let rows = try await cloud.ledger.read {
            try $0.rows("SELECT name, value FROM settings", [])
        }
        return rows.reduce(into: [:]) { values, row in
            if case .text(let name) = row[0], case .text(let value) = row[1] {
                values[name] = value
            }
        }
    }

    private var list: APICommand {
        APICommand(
            "listConfigurations", "Lists settings.", roles: .admin,
            parameters: [
                .string("name", "Only this one."),
                .string("category", "Only those of this category."),
                .id("zoneid", of: Zone.kind, "Taken for compatibility."),
            ] + .paging, response: .list("configuration", Self.fields)
        ) { call in
            let values = try await values()
            let found = Self.settings.filter { setting in
                (call.string("name").map { $0 == setting.name } ?? true)
                    && (call.string("category").map { $0 == setting.category } ?? true)
                    && (call.string("keyword").map { setting.name.contains($0) } ?? true)
            }
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map { Self.object($0, values[$0.name]) }, count: found.count)
        }
    }

    private static func object(_ setting: Setting, _ value: String?) -> JSONValue {
        let shown = setting.isSecret && value != nil ? "" : value ?? setting.value
        return [
            "name": .string(setting.name), "category": .string(setting.category),
            "value": .string(shown), "defaultvalue": .string(setting.value),
            "description": .string(setting.summary), "scope": "Global", "isdynamic": true,
            "component": "management-server", "displaytext": .string(setting.name),
        ]
    }

    private var update: APICommand {
        APICommand(
            "updateConfiguration", "Changes a setting.", roles: .admin,
            parameters: [
                .string("name", required: true, "The setting."),
                .secret("value", maximumLength: 4095, "Its value; its default if not given."),
                .id("zoneid", of: Zone.kind, "Taken for compatibility."),
            ], response: .object("configuration", Self.fields)
        ) { call in
            let name = try call.required("name")
            guard let setting = Self.settings.first(where: { $0.name == name }) else {
                throw APIError.invalid("there is no setting \(name): listConfigurations names them")
            }
            let value = call.stringOrEmpty("value") ?? setting.value
            var action = Action("CONFIGURATION.VALUE.EDIT", nil, nil)
            action.name = name
            try await cloud.translating { [action] in
                try await cloud.write(
                    setting: name, value,
                    telling: action.event(.succeeded, for: Errand(call.caller)))
            }
            return .object(Self.object(setting, value))
        }
    }
}
