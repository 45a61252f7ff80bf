internal import PetrelCloud
internal import PetrelPlugin

/// Answers as schemas.
enum OpenAPISchema {
    /// What stands in the envelope of a command's first answer.
    static func answer(of command: APICommand) -> JSONValue {
        switch command.mode {
        case .synchronous: answer(command.response)
        case .asynchronous: accepted([:])
        case .creating: accepted(["id": ["type": "string", "format": "uuid"]])
        }
    }

    private static func accepted(_ members: [String: JSONValue]) -> JSONValue {
        let job: JSONValue = ["type": "string", "format": "uuid"]
        return [
            "type": "object", "required": ["jobid"],
            "properties": .object(members.merging(["jobid": job]) { first, _ in first }),
        ]
    }

    private static func answer(_ response: APIResponse) -> JSONValue {
        let item = object(response.fields)
        let members: [String: JSONValue] =
            switch response.shape {
            case .bare, .success: [:]
            case .object: [response.key: item]
            case .list:
                [
                    "count": ["type": "integer"],
                    response.key: ["type": "array", "items": item],
                ]
            }
        return members.isEmpty ? item : ["type": "object", "properties": .object(members)]
    }

    static func object(_ fields: [APIField]) -> JSONValue {
        let members = fields.map { ($0.name, schema(of: $0)) }
        return [
            "type": "object",
            "properties": .object(Dictionary(members) { first, _ in first }),
            "additionalProperties": false,
        ]
    }

    private static func schema(of field: APIField) -> JSONValue {
        var members = type(of: field).object ?? [:]
        members["description"] = .string(field.description)
        return .object(members)
    }

    private static func type(of field: APIField) -> JSONValue {
        switch field.kind {
        case .string: ["type": "string"]
        case .integer: ["type": "integer", "format": "int32"]
        case .long: ["type": "integer", "format": "int64"]
        case .double: ["type": "number", "format": "double"]
        case .boolean: ["type": "boolean"]
        case .date:
            ["type": "string", "pattern": #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$"#]
        case .list:
            [
                "type": "array",
                "items": field.fields.isEmpty ? ["type": "string"] : object(field.fields),
            ]
        case .map: ["type": "object", "additionalProperties": ["type": "string"]]
        case .object: field.fields.isEmpty ? ["type": "object"] : object(field.fields)
        }
    }
}
