internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What operators should look at.
struct Alerts: Service {
    let cloud: Cloud

    private static let roles: APICommand.Roles = [.admin, .resourceAdmin]

    var commands: [APICommand] { [list, make] + hiding }

    private func query(_ call: APICall) -> EventQuery {
        var query = EventQuery()
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
            "listAlerts", "Lists alerts.", roles: Self.roles,
            parameters: [
                .id("id", of: "Event", "Only this one."), .string("type", "Only of this number."),
                .string("name", "Only of this name."),
            ] + .paging,
            response: .list(
                "alert", .texts("id", "name", "description") + .integers("type") + .dates("sent"))
        ) { call in
            var query = query(call)
            query.limit = 10_000
            let found = try await cloud.ledger.events(query).elements.filter { event in
                call.string("type").map { Int64($0) == event.attributes["alertid"]?.integer ?? 0 }
                    ?? true
            }
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(
                page.map { alert in
                    [
                        "id": .string(alert.id.description), "name": .string(alert.type.name),
                        "type": alert.attributes["alertid"] ?? 0, "sent": .date(alert.time),
                        "description": .string(alert.description ?? ""),
                    ]
                }, count: found.count)
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
                name, "Takes alerts out of the lists.", roles: Self.roles,
                parameters: Events.hidingParameters, response: .success
            ) { call in
                var query = query(call)
                query.types = call.string("type").map { [EventType($0)] }
                return try await Events.hide(call, &query, visibility, in: cloud)
            }
        }
    }
}
