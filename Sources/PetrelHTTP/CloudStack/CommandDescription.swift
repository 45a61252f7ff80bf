internal import PetrelCloud
internal import PetrelPlugin

/// A command as `listApis` tells of it.
enum CommandDescription {
    static let fields: [APIField] = [
        APIField("name", .string, "The command."),
        APIField("description", .string, "What it does."),
        APIField("since", .string, "The version that had it first."),
        APIField("isasync", .boolean, "Whether it answers with a job."),
        APIField("related", .string, "Commands that answer with the same kind of object."),
        APIField("params", .list, "What it takes.", fields: parameterFields),
        APIField("response", .list, "What its objects hold.", fields: responseFields),
        APIField("type", .string, "What it acts on."),
        APIField("httprequesttype", .string, "The method to send it by."),
    ]

    private static let parameterFields: [APIField] = [
        APIField("name", .string, "The parameter."),
        APIField("description", .string, "What it means."),
        APIField("type", .string, "The type of its value."),
        APIField("length", .integer, "The longest value, in characters."),
        APIField("required", .boolean, "Whether it has to be there."),
        APIField("since", .string, "The version that had it first."),
        APIField("related", .string, "Commands that know such ids."),
    ]

    private static let responseFields: [APIField] =
        nestedFields + [APIField("response", .list, "What it holds.", fields: nestedFields)]

    private static let nestedFields: [APIField] = [
        APIField("name", .string, "The member."),
        APIField("description", .string, "What it means."),
        APIField("type", .string, "The type of its value."),
    ]

    /// Descriptions of `commands` for callers of a role; `all` are those that can be related.
    static func all(
        _ commands: [APICommand], among all: [APICommand], for role: APICommand.Roles
    ) -> [JSONValue] {
        let relations = CommandRelations(all.filter { !$0.roles.isDisjoint(with: role) })
        return commands.map { description(of: $0, relations, role) }
    }

    private static func description(
        of command: APICommand, _ relations: CommandRelations, _ role: APICommand.Roles
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(command.name),
            "description": .string(command.summary),
            "isasync": .bool(command.mode.isAsynchronous),
            "related": .string(relations.sameObject(as: command)),
            "params": .array(
                command.parameters.filter { !$0.roles.isDisjoint(with: role) }
                    .map { parameter($0, relations) }),
            "response": .array(command.response.fields.map { field($0, depth: 1) }),
            "httprequesttype": .string(command.isReading ? "GET" : "POST"),
        ]
        members["since"] = command.since.map { .string($0) }
        return .object(members)
    }

    private static func parameter(
        _ parameter: APIParameter, _ relations: CommandRelations
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(parameter.name),
            "description": .string(parameter.summary),
            "type": .string(parameter.kind.rawValue),
            "length": .integer(Int64(parameter.maximumLength)),
            "required": .bool(parameter.isRequired),
        ]
        members["since"] = parameter.since.map { .string($0) }
        members["related"] = parameter.refersTo.map { .string(relations.knowing($0)) }
        return .object(members)
    }

    private static func field(_ field: APIField, depth: Int) -> JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(field.name),
            "description": .string(field.description),
            "type": .string(field.kind.typeName),
        ]
        if !field.fields.isEmpty, depth > 0 {
            members["response"] = .array(field.fields.map { Self.field($0, depth: depth - 1) })
        }
        return .object(members)
    }
}
