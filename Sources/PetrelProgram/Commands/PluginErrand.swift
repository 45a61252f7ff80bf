internal import PetrelCloud
internal import PetrelPlugin

/// Carries out a plug-in's verb: asks the server what its command takes, calls it and shows the answer.
struct PluginErrand {
    let plugin: String
    let verb: PluginVerb
    let client: CloudClient
    let asJSON: Bool

    func describe() async throws {
        let help = CommandHelp(client)
        let entry = try await declaration()
        if asJSON { return Terminal.say(entry.compactJSON) }
        help.lines(of: entry, width: Terminal.width, paint: .of(.output)).forEach(Terminal.say)
    }

    func run(_ words: [String]) async throws {
        let entry = try await declaration()
        if let path {
            let fields = try VerbWords(verb, declaration: entry).fields(words)
            return try await Download(client: client, target: fields.query(of: path)).run()
        }
        let fields = try VerbWords(verb, declaration: entry).fields(words)
        let answer = try await client.result(of: verb.command, fields)
        AnswerView(answer, columns: verb.columns, asJSON: asJSON).show()
        if let verdict = verb.verdict, Self.isDenied(answer, verdict) {
            throw CommandFailure(.failed, "\(plugin) \(verb.name): this did not work out")
        }
    }

    /// The route's address, if the verb is one.
    private var path: String? { verb.route.map { "/v1/plugins/\(plugin)/\($0)" } }

    /// The command as `listApis` tells of it, or the route in the same words.
    private func declaration() async throws -> JSONValue {
        do {
            if let path {
                let route = try await client.get("/openapi.json")["paths"]?[path]?["get"]
                if let route { return Self.declaration(verb.name, route) }
            }
            let entries = try await client.call("listApis", [("name", verb.command)])
            if let entry = entries["api"]?.array?.first { return entry }
        } catch let refusal as APIRefusal where !refusal.isAboutRights {
            // There is no command of this name, or none for this user.
        }
        throw CommandFailure(
            .refused,
            "the server does not run the plug-in \(plugin), or not for this user: "
                + "petrel plugins shows those that run")
    }

    private static func declaration(_ name: String, _ route: JSONValue) -> JSONValue {
        let parameters = route["parameters"]?.array ?? []
        return [
            "name": .string(name), "description": route["summary"] ?? "",
            "params": .array(
                parameters.map { parameter in
                    let schema = parameter["schema"]
                    let isDate = schema?["format"] == "date-time"
                    return [
                        "name": parameter["name"] ?? "", "required": parameter["required"] ?? false,
                        "type": isDate ? "date" : schema?["type"] ?? "string",
                        "description": parameter["description"] ?? "",
                    ]
                }),
        ]
    }

    private static func isDenied(_ answer: JSONValue, _ verdict: String) -> Bool {
        switch answer {
        case .object(let members):
            members[verdict] == .bool(false)
                || members.values.contains { isDenied($0, verdict) }
        case .array(let items): items.contains { isDenied($0, verdict) }
        default: false
        }
    }
}
