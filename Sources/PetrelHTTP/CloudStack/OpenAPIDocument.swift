public import PetrelCloud
public import PetrelPlugin

/// The commands as an OpenAPI 3.1 document, for generators of clients and for people.
public struct OpenAPIDocument: Sendable {
    /// The whole document.
    public let json: JSONValue

    /// The document's text in UTF-8.
    public var bytes: [UInt8] { json.bytes }

    public init(_ commands: [APICommand], version: String, server: String = "/") {
        self.init(commands, addresses: [], version: version, server: server)
    }

    init(
        _ commands: [APICommand], addresses: [V1Address], version: String, server: String = "/"
    ) {
        json = [
            "openapi": "3.1.0",
            "info": [
                "title": "Cloud API", "version": .string(version),
                "description": .string(Self.introduction),
            ],
            "servers": [["url": .string(server)]],
            "security": [
                ["apiKey": [], "signature": []], ["session": [], "sessionKey": []],
            ],
            "components": [
                "securitySchemes": Self.securitySchemes,
                "schemas": .object(Self.schemas(commands)),
                "responses": ["Refusal": Self.refusal, "Problem": Self.problem],
            ],
            "paths": .object(Self.paths(commands).merging(Self.paths(addresses)) { $1 }),
        ]
    }

    private static let introduction =
        "Every command has a path of its own here, which says the same as its parameter command; "
        + "/client/api alone takes all of them. Sign the parameters with HMAC-SHA1 or HMAC-SHA256."

    private static let securitySchemes: JSONValue = [
        "apiKey": ["type": "apiKey", "in": "query", "name": "apiKey"],
        "signature": ["type": "apiKey", "in": "query", "name": "signature"],
        "session": ["type": "apiKey", "in": "cookie", "name": "JSESSIONID"],
        "sessionKey": ["type": "apiKey", "in": "query", "name": "sessionkey"],
        "basic": [
            "type": "http", "scheme": "basic",
            "description": "apiKey:secretKey, for what is under /v1.",
        ],
    ]

    private static let refusal: JSONValue = [
        "description": "A refusal: its number is the status, its text says what to do.",
        "content": [
            "application/json": [
                "schema": [
                    "type": "object",
                    "additionalProperties": ["$ref": "#/components/schemas/Refusal"],
                ]
            ]
        ],
    ]

    private static let problem: JSONValue = [
        "description": "What is wrong with the request, and what to do (RFC 9457).",
        "content": [
            "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
        ],
    ]

    private static func schemas(_ commands: [APICommand]) -> [String: JSONValue] {
        var schemas: [String: JSONValue] = [
            "Refusal": [
                "type": "object", "required": ["errorcode", "cserrorcode", "errortext"],
                "properties": [
                    "uuidList": ["type": "array", "items": ["type": "object"]],
                    "errorcode": ["type": "integer"], "cserrorcode": ["type": "integer"],
                    "errortext": ["type": "string"],
                ],
            ],
            "Problem": [
                "type": "object", "required": ["title", "status", "detail"],
                "properties": [
                    "type": ["type": "string"], "title": ["type": "string"],
                    "status": ["type": "integer"], "detail": ["type": "string"],
                    "parameter": ["type": "string"], "value": ["type": "string"],
                    "remedy": ["type": "string"],
                ],
            ],
        ]
        for command in commands {
            schemas[command.name + "Response"] = OpenAPISchema.answer(of: command)
        }
        return schemas
    }

    private static func paths(_ commands: [APICommand]) -> [String: JSONValue] {
        Dictionary(
            commands.map { ("/client/api/\($0.name)", OpenAPIOperation.path(of: $0)) }
        ) { first, _ in first }
    }

    private static func paths(_ addresses: [V1Address]) -> [String: JSONValue] {
        addresses.reduce(into: [:]) { paths, address in
            var methods = paths[address.path]?.object ?? [:]
            methods[address.method] = address.operation
            paths[address.path] = .object(methods)
        }
    }
}
