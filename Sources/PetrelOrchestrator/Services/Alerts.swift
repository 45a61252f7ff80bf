internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What operators should look at.
struct Alerts: Service {
    let cloud: Cloud

    var commands: [APICommand] { [list, types, make] + hiding }

    /// What the caller may know, as of events: who is no administrator of the cloud is told of what belongs to the own
    /// domain only.
    private func query(_ call: APICall) -> EventQuery {
        var query = EventQuery()
        EventScope(call.caller).narrow(&query)
        query.categories = [.alert]
        query.ids = call.idIfGiven("id").flatMap { EventID($0) }.map { [$0] }
        query.keyword = call.string("keyword")
        query.types = call.string("name").map { [EventType($0)] }
        query.from = call.date("startdate")
        query.to = call.date("enddate", endOfDay: true)
        return query
    }

    private var list: APICommand {
        APICommand(
            "listAlerts", "Lists alerts.", roles: [.admin, .resourceAdmin],
            parameters: [
                .id("id", of: "Event", "Only this one."), .string("type", "Only of this number."),
                .string("name", "Only of this name."),
            ] + .paging,
            response: .list(
                "alert", .texts("id", "name", "description") + .integers("type") + .dates("sent"))
        ) { call in
            var query = query(call)
            guard let number = call.string("type") else {
                let page = try await Events.page(call, query, in: cloud)
                return .list(page.map(Self.object), count: try await cloud.ledger.count(query))
            }
            // Types of the catalogue are looked up by name; others can have any name.
            let known = Int(number).map { Self.types(numbered: $0) } ?? []
            if !known.isEmpty, query.types == nil { query.types = known.map(\.type) }
            let found = try await all(query) { $0.attributes["alertid"]?.integer == Int64(number) }
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map(Self.object), count: found.count)
        }
    }

    private static func types(numbered number: Int) -> [AlertType] {
        AlertType.all.filter { $0.id == number || $0.cloudStackID == number }
    }

    /// Page by page, to the oldest.
    private func all(
        _ query: EventQuery, where keeps: (CloudEvent) -> Bool
    ) async throws -> [CloudEvent] {
        var query = query
        query.limit = 1_000
        var found: [CloudEvent] = []
        repeat {
            let page = try await cloud.ledger.events(query)
            found += page.elements.filter(keeps)
            query.after = page.next
        } while query.after != nil
        return found
    }

    private static func object(_ alert: CloudEvent) -> JSONValue {
        [
            "id": .string(alert.id.description), "name": .string(alert.type.name),
            "type": alert.attributes["alertid"] ?? 0, "sent": .date(alert.time),
            "description": .string(alert.description ?? ""),
        ]
    }

    private var types: APICommand {
        APICommand(
            "listAlertTypes", "Lists the types of alerts.", roles: .admin,
            response: .list(
                "alerttype",
                .texts("name") + .integers("alerttypeid") + .flags("repetitionallowed"))
        ) { _ in
            let all = AlertType.all
            return .list(
                all.map { type in
                    [
                        "alerttypeid": .integer(Int64(type.id)), "name": .string(type.type.name),
                        "repetitionallowed": .bool(type.isRepeatable),
                    ]
                }, count: all.count)
        }
    }

    private var make: APICommand {
        APICommand(
            "generateAlert", "Raises an alert.", .asynchronous("ALERT.GENERATE"), roles: .admin,
            parameters: [
                .integer("type", required: true, "Its number."),
                .string("name", required: true, "Its name."),
                .string(
                    "description", required: true, maximumLength: 999, "What is to be looked at."),
                .id("zoneid", of: Zone.kind, "The zone."), .id("podid", of: Pod.kind, "The pod."),
            ], response: .success
        ) { call in
            let name = try call.required("name")
            let text = try call.required("description")
            let known = call.integer("type").map { Self.types(numbered: $0) } ?? []
            guard known.isEmpty || known.contains(where: { $0.type.name == name }) else {
                throw APIError.invalid("type \(known[0].id) is \(known[0].type.name), not \(name)")
            }
            let order = JobOrder(Action("ALERT.GENERATE", nil, nil), by: call)
            return try await cloud.submit(order) { errand in
                let alert = CloudEvent.alert(
                    EventType(name), subject: text, body: text, zone: call.idIfGiven("zoneid"),
                    pod: call.idIfGiven("podid"), cause: errand.cause,
                    attributes: ["alertid": .integer(Int64(call.integer("type") ?? 0))])
                try await cloud.tell([alert])
                return .success
            }
        }
    }

    private var hiding: [APICommand] {
        [("archiveAlerts", EventVisibility.archived), ("deleteAlerts", .deleted)].map {
            name, visibility in
            APICommand(
                name, "Takes alerts out of the lists.", roles: .admin,
                parameters: Events.hidingParameters, response: .success
            ) { call in
                var query = query(call)
                query.types = call.string("type").map { [EventType($0)] }
                return try await Events.hide(call, &query, visibility, in: cloud)
            }
        }
    }
}
