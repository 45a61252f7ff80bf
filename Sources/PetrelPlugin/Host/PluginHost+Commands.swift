internal import PetrelCloud

extension PluginHost {
    /// The host's own command; those of the plug-ins come and go with them.
    var list: APICommand {
        APICommand(
            "listPlugins", "Lists the plug-ins of this server, and how each does.", roles: .admin,
            parameters: [.string("name", "Only this one.")],
            response: .list(
                "plugin",
                [
                    APIField("name", .string, "Its name."),
                    APIField("description", .string, "What it does."),
                    APIField("state", .string, "Starting, Running, Failed or Stopped."),
                    APIField("health", .string, "well, troubled or waiting."),
                    APIField("reason", .string, "Why it is not well."),
                    APIField("behind", .long, "Events it has still to do."),
                    APIField("restarts", .integer, "How often it was started again."),
                    APIField("lastfailure", .string, "What ended it the last time."),
                    APIField("lastfailuretime", .date, "When that was."),
                ])
        ) { call in
            let all = await self.reports()
            let wanted = call.string("name")
            let found = all.filter { wanted == nil || $0.name == wanted }
            return .list(found.map(\.answer), count: found.count)
        }
    }
}

extension PluginReport {
    fileprivate var answer: JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "description": .string(summary),
            "state": .string(state.rawValue), "health": .string(health.word),
            "behind": .integer(behind), "restarts": .integer(Int64(restarts)),
        ]
        members["reason"] = health.reason.map(JSONValue.string)
        members["lastfailure"] = lastFailure.map(JSONValue.string)
        members["lastfailuretime"] = lastFailureTime.map { .date($0) }
        return .object(members)
    }
}
