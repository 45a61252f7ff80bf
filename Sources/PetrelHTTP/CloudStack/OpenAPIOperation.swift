internal import PetrelCloud
internal import PetrelPlugin

/// One command as an operation of OpenAPI.
enum OpenAPIOperation {
    static func path(of command: APICommand) -> JSONValue {
        let operation = operation(of: command)
        return command.isReading ? ["get": operation] : ["post": operation]
    }

    private static func operation(of command: APICommand) -> JSONValue {
        let envelope = command.name.lowercased() + "response"
        let schema: JSONValue = [
            "type": "object", "required": [.string(envelope)],
            "properties": .object([
                envelope: ["$ref": .string("#/components/schemas/\(command.name)Response")]
            ]),
        ]
        var members: [String: JSONValue] = [
            "operationId": .string(command.name), "summary": .string(command.summary),
            "parameters": .array(
                [name(of: command), response] + command.parameters.flatMap(parameters)),
            "responses": [
                "200": [
                    "description": "The answer.",
                    "content": ["application/json": ["schema": schema]],
                ],
                "default": ["$ref": "#/components/responses/Refusal"],
            ],
        ]
        members["x-asynchronous"] = .bool(command.mode.isAsynchronous)
        members["x-since"] = command.since.map { .string($0) }
        return .object(members)
    }

    private static func name(of command: APICommand) -> JSONValue {
        [
            "name": "command", "in": "query", "required": true,
            "description": "The command's name again, so that it is signed.",
            "schema": ["type": "string", "const": .string(command.name)],
        ]
    }

    private static let response: JSONValue = [
        "name": "response", "in": "query", "description": "The form of the answer.",
        "schema": ["type": "string", "enum": ["json", "xml"], "default": "xml"],
    ]

    /// A map is shown by its first entry, since its names count up without an end.
    private static func parameters(_ parameter: APIParameter) -> [JSONValue] {
        guard parameter.kind == .map else { return [self.parameter(parameter, parameter.name)] }
        return ["key", "value"].map { self.parameter(parameter, "\(parameter.name)[0].\($0)") }
    }

    private static func parameter(_ parameter: APIParameter, _ name: String) -> JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "in": "query", "description": .string(parameter.summary),
            "required": .bool(parameter.isRequired), "schema": schema(parameter),
        ]
        if parameter.kind == .list {
            members["style"] = "form"
            members["explode"] = false
        }
        return .object(members)
    }

    private static func schema(_ parameter: APIParameter) -> JSONValue {
        switch parameter.kind {
        case .string:
            ["type": "string", "maxLength": .integer(Int64(parameter.maximumLength))]
        case .map: ["type": "string"]
        case .uuid: ["type": "string", "format": "uuid"]
        case .date: ["type": "string"]
        case .integer: ["type": "integer", "format": "int32"]
        case .long: ["type": "integer", "format": "int64"]
        case .boolean: ["type": "boolean"]
        case .list:
            parameter.refersTo == nil
                ? ["type": "array", "items": ["type": "string"]]
                : ["type": "array", "items": ["type": "string", "format": "uuid"]]
        }
    }
}
