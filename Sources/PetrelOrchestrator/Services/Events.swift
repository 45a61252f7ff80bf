internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What users did, as the ledger tells it.
struct Events: Service {
    let cloud: Cloud

    private static let fields: [APIField] =
        .texts(
            "id", "username", "type", "level", "description", "resourceid", "resourcetype",
            "resourcename", "state", "parentid") + .ownership + .dates("created")
        + .flags("archived")

    var commands: [APICommand] { [list, types] + hiding }

    private var list: APICommand {
        APICommand(
            "listEvents", "Lists events.", roles: .everyone,
            parameters: [
                .id("id", of: "Event", "Only this one."),
                .string("type", "Only those of this type."),
                .string("level", "INFO, WARN or ERROR."), .date("startdate", "Not before."),
                .date("enddate", "Not after."), .integer("duration", "Taken for compatibility."),
                .integer("entrytime", "Taken for compatibility."),
                .id("startid", of: "Event", "This one and what followed from it."),
                .string("resourceid", "Only those of this resource."),
                .string("resourcetype", "Its kind."), .boolean("archived", "Archived ones too."),
                .string("state", "Created, Scheduled, Started or Completed."),
            ] + .ownership + .paging, response: .list("event", Self.fields)
        ) { call in
            if call.string("resourceid") != nil, call.string("resourcetype") == nil {
                throw APIError.missing("resourcetype", in: call.command)
            }
            let query = try await query(call)
            if call.string("state") != nil || call.string("startid") != nil {
                return try await filtered(call, query)
            }
            let (events, count) = (try await page(call, query), try await cloud.ledger.count(query))
            return .list(events.map(Self.object), count: count)
        }
    }

    private func query(_ call: APICall) async throws -> EventQuery {
        var query = EventQuery()
        query.categories = [.action]
        query.types = call.string("type").map { [EventType($0)] }
        query.resource = call.idIfGiven("resourceid")
        query.ids = call.idIfGiven("id").flatMap { EventID($0) }.map { [$0] }
        query.keyword = call.string("keyword")
        query.from = call.date("startdate")
        query.to = call.date("enddate", endOfDay: true)
        query.includesArchived = call.boolean("archived") ?? false
        if let level = call.string("level") {
            query.levels = CloudEvent.Level(rawValue: level.uppercased()).map { [$0] } ?? []
        }
        let scope = try await cloud.scope(call)
        query.account = scope.account
        query.domainPath = scope.domainPath
        query.includesSubdomains = scope.includesSubdomains
        return query
    }

    private func page(_ call: APICall, _ query: EventQuery) async throws -> [CloudEvent] {
        var query = query
        var skip = call.offset
        var found: [CloudEvent] = []
        while found.count < call.pageSize {
            query.limit = min(10_000, max(1, skip > 0 ? skip : call.pageSize - found.count))
            let page = try await cloud.ledger.events(query)
            if skip > 0 { skip -= page.elements.count } else { found += page.elements }
            guard let next = page.next else { break }
            query.after = next
        }
        return found
    }

    /// Questions that the ledger does not answer alone look at the newest events only.
    private func filtered(_ call: APICall, _ query: EventQuery) async throws -> APIAnswer {
        var query = query
        query.limit = 10_000
        let start = call.idIfGiven("startid").flatMap { EventID($0) }
        let found = try await cloud.ledger.events(query).elements.filter { event in
            let state = call.string("state").map {
                $0.lowercased() == event.outcome?.status.lowercased()
            }
            let follows = start.map { event.id == $0 || event.cause?.event == $0 }
            return state ?? true && follows ?? true
        }
        let page = found.dropFirst(call.offset).prefix(call.pageSize)
        return .list(page.map(Self.object), count: found.count)
    }

    static func object(_ event: CloudEvent) -> JSONValue {
        var object: [String: JSONValue] = [
            "id": .string(event.id.description), "type": .string(event.type.name),
            "level": .string(event.level.rawValue), "created": .date(event.time),
            "state": .string(event.outcome?.status ?? "Completed"),
            "description": .string(event.description ?? ""), "archived": false,
            "username": .string(event.actor?.userName ?? "system"),
        ]
        if let resource = event.resource {
            object["resourceid"] = .string(resource.id)
            object["resourcetype"] = .string(resource.kind)
        }
        object["resourcename"] = event.attributes["name"]
        object["parentid"] = event.cause?.event.map { .string($0.description) }
        object["account"] = event.owner?.accountName.map(JSONValue.string)
        object["domainid"] = event.owner?.domain.map(JSONValue.string)
        if let path = event.domainPath {
            object["domain"] = .string(DomainPath.name(path))
            object["domainpath"] = .string(DomainPath.shown(path))
        }
        return .object(object)
    }

    private var types: APICommand {
        APICommand(
            "listEventTypes", "Lists the types of events.", roles: .everyone, parameters: .paging,
            response: .list("eventtype", .texts("name"))
        ) { call in
            let names = Set(ResourceCatalogue.all.flatMap { $0.eventTypes.map(\.name) }).sorted()
            let page = names.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map { ["name": .string($0)] }, count: names.count)
        }
    }

    private var hiding: [APICommand] {
        [("archiveEvents", EventVisibility.archived), ("deleteEvents", .deleted)].map {
            name, visibility in
            APICommand(
                name, "Takes events out of the lists.", roles: .everyone,
                parameters: Self.hidingParameters, response: .success
            ) { call in
                var query = try await query(call)
                query.types = call.string("type").map { [EventType($0)] }
                return try await Self.hide(call, &query, visibility, in: cloud)
            }
        }
    }

    static let hidingParameters: [APIParameter] = [
        .ids("ids", of: "Event", "Only these."), .string("type", "Only those of this type."),
        .date("startdate", "Not before; needs enddate."), .date("enddate", "Not after."),
    ]

    static func hide(
        _ call: APICall, _ query: inout EventQuery, _ visibility: EventVisibility, in cloud: Cloud
    ) async throws -> APIAnswer {
        let ids = call.ids("ids")
        guard !ids.isEmpty || call.string("type") != nil || call.string("enddate") != nil else {
            throw APIError.invalid("\(call.command) needs ids, type or enddate")
        }
        if !ids.isEmpty { query.ids = ids.compactMap { EventID($0) } }
        let hidden = try await cloud.ledger.show(query, as: visibility)
        return ids.isEmpty || hidden == ids.count
            ? .success : .failure("some of the ids were not found: nothing happened to those")
    }
}
