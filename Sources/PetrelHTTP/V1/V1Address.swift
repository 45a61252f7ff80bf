internal import PetrelCloud
internal import PetrelPlugin

/// An address under `/v1` as its description names it.
struct V1Address: Sendable {
    let path: String
    var method = "get"
    let summary: String
    /// Behind `?`.
    var parameters: [APIParameter] = []
    /// What comes back.
    var contentType = "application/json"
    /// Whether keys are asked for.
    var isForStrangers = false

    /// A plug-in's, at its longer path.
    init(_ plugin: String, _ route: PluginRoute) {
        path = "/v1/plugins/\(plugin)/\(route.path)"
        method = route.method.rawValue.lowercased()
        summary = route.summary
        parameters = route.parameters
        isForStrangers = route.isOpen
    }

    /// A page of a plug-in's: looking at it, and pressing its button.
    static func page(_ plugin: String, _ page: PluginPage) -> [V1Address] {
        ["get", "post"].map { method in
            var address = V1Address("/v1/plugins/\(plugin)/\(page.path)", page.summary, [])
            (address.method, address.contentType) = (method, "text/html")
            address.isForStrangers = true
            if method == "post" {
                address.parameters = [.string("choice", "Which of its buttons was pressed.")]
            }
            return address
        }
    }

    private init(
        _ path: String, _ summary: String, _ names: [String],
        contentType: String = "application/json"
    ) {
        self.path = path
        self.summary = summary
        self.contentType = contentType
        parameters = names.map { .string($0, Self.meanings[$0] ?? "") }
    }
}

extension V1Address {
    /// Those that the server has by itself.
    static let own: [V1Address] = [
        V1Address(
            "/v1/events", "What happened, newest first.",
            EventFilter.parameters + V1API.pageParameters),
        V1Address(
            "/v1/events/stream", "Events as they happen, and from a cursor on.",
            EventFilter.parameters + ["after", "from"], contentType: "text/event-stream"),
        V1Address(
            "/v1/alerts", "Alerts, newest first.", EventFilter.parameters + V1API.pageParameters),
        V1Address("/v1/jobs", "Asynchronous jobs, newest first.", V1API.resourceParameters),
        V1Address(
            "/v1/resources", "Resources of one kind, newest first.",
            V1API.resourceParameters + ["kind"]),
        V1Address("/v1/resources/{id}", "One resource, removed or not.", ["kind"]),
        V1Address(
            "/v1/resources/{id}/timeline", "All that was told of one resource, in order.",
            EventFilter.parameters.filter { $0 != "resource" } + V1API.pageParameters),
    ]

    static let meanings = [
        "pattern": "A topic pattern: source.category.type.kind.id; * is one word, # any number.",
        "id": "Ids, with commas between them.",
        "category": "Action, ResourceState, Alert, Usage or AsyncJob; several with commas.",
        "type": "Types of events as VM.START; several with commas.",
        "resource": "Ids of resources; several with commas.",
        "kind": "The kind of resource as VirtualMachine; of events, several with commas.",
        "account": "The owner's name or id.",
        "domain": "The id or the path of a domain; what is beneath it counts too.",
        "level": "INFO, WARN or ERROR; several with commas.",
        "outcome": "scheduled, started, succeeded, failed and so on; several with commas.",
        "state": "States; several with commas.",
        "job": "The id of the job that did the work.",
        "keyword": "A word that occurs, without regard to case.",
        "after": "Goes on after this place: the next of the answer before, or a sequence.",
        "limit": "How many at most; 100 without it, 1000 at most.",
        "order": "newest or oldest, which comes first.",
        "from": "Not before this time.",
        "to": "Not after this time.",
        "archived": "true: events that were archived too.",
        "name": "The whole name.",
        "zone": "The id of a zone.",
        "parent": "The id of what it belongs to.",
        "removed": "true: those that were removed too.",
    ]
}

extension V1Address {
    /// As OpenAPI has it.
    var operation: JSONValue {
        let words = path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            word -> JSONValue in
            [
                "name": .string(String(word.dropFirst().dropLast())), "in": "path",
                "required": true, "schema": ["type": "string"],
            ]
        }
        let asked = parameters.map { parameter -> JSONValue in
            [
                "name": .string(parameter.name), "in": "query",
                "description": .string(parameter.summary), "schema": Self.schema(parameter),
                "required": .bool(parameter.isRequired),
            ]
        }
        return [
            "operationId": .string(operationID), "summary": .string(summary),
            "security": isForStrangers
                ? []
                : [
                    ["basic": []], ["apiKey": [], "signature": []],
                    ["session": [], "sessionKey": []],
                ],
            "parameters": .array(words + asked),
            "responses": [
                "200": [
                    "description": "The answer.",
                    "content": .object([contentType: ["schema": [:]]]),
                ],
                "default": ["$ref": "#/components/responses/Problem"],
            ],
        ]
    }

    private static func schema(_ parameter: APIParameter) -> JSONValue {
        switch parameter.kind {
        case .boolean: ["type": "boolean"]
        case .integer, .long: ["type": "integer"]
        case .date: ["type": "string", "format": "date-time"]
        default: ["type": "string"]
        }
    }

    private var operationID: String {
        let words = path.split(separator: "/").map { $0.filter { $0.isLetter || $0.isNumber } }
        return ([method] + words).joined(separator: "_")
    }
}
